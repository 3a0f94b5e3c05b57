import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openPolicyFiles, setPolicy } from '#modules/changesets';
import type { Actor } from '#platform/context';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const folder = await mkdtemp(join(tmpdir(), 'sophia-policy-'));
after(() => rm(folder, { recursive: true, force: true }));
const world = await createChangeWorld(suite);
const { workspaceId, log } = world.ctx;
const shipped = 'data/policy.yaml';
const files = openPolicyFiles({ folder, mainWorkspaceId: workspaceId, shipped, log });
const { ctx } = workContextOf({ ...world.ctx, policyPlace: files.of(workspaceId) });
const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace(), policyPlace: files.of('other') };
const asker: { actor: Actor } = { actor: ctx.actor };
/** The pages name the workspaces `main` and `example`; in a test those are the two of the suite. */
const { server } = await createRestServer(ctx, {
  contextFor: ({ workspaceId: asked, requestId }) => ({
    ...(asked === 'example' ? elsewhere : ctx),
    ...asker,
    requestId,
  }),
});
after(() => server.close());
const own =
  'version: 1\nrules:\n  - { name: notes, when: { action: create_activity }, verdict: automatic }\notherwise: { verdict: refuse }\n';

async function open(tab = 'calls') {
  return server.inject({ url: `/policy?tab=${tab}`, headers: { host: '127.0.0.1:8000', accept: 'text/html' } });
}

/** One goes after the other. */
describe('the page of the policy', () => {
  it('reads what Sophia brings where the workspace has none of its own', async () => {
    const { statusCode, body } = await open();
    assert.equal(statusCode, 200, body);
    assert.match(body, /The policy that Sophia brings: this workspace has none of its own\./);
    assert.match(
      body,
      /Where Sophia sets a field, and a person has set what stands there, it is shown beside the value/,
    );
    assert.match(body, /Where none of these fits, it is written once the owner of the deal agrees\./);
  });

  it('says who put it in force, and in a workspace that has none where it is from', async () => {
    const { version } = ctx.policyPlace.read();
    await setPolicy({
      ctx: { ...ctx, actor: { type: 'operator', name: 'Ines Vale' } },
      input: { text: own, replaces: [version] },
    });
    const { body } = await open();
    assert.match(body, /policy\.yaml, put in force by Ines Vale September 14, 2026/);
    assert.match(body, /Where Sophia logs an activity, it is written at once\./);
    const other = await open('example');
    assert.match(other.body, /policy\.yaml, the policy for every workspace that has none of its own, written /);
    assert.ok(!other.body.includes('Ines Vale'), 'the trail of another workspace stays there');
    assert.ok(!body.includes(folder));
  });

  it('says of an edit by hand that nobody knows whose it is, and of one that cannot be used that it does not hold', async () => {
    await writeFile(join(folder, 'policy.yaml'), `# by hand\n${own}`);
    assert.match((await open()).body, /policy\.yaml, written by hand [^;]*; by whom, a file does not say\./);
    await writeFile(join(folder, 'policy.yaml'), 'version: 2\n');
    const { statusCode, body } = await open();
    assert.equal(statusCode, 200);
    assert.match(body, /role="alert">What is written down in policy\.yaml is not in force: /);
    assert.match(body, /Where Sophia logs an activity/, 'what was in force before stays so');
  });

  it('is for whoever may read the policy', async () => {
    const grant = { role: 'representative', scopes: null, seesOnly: ['tom@tidewater.example'] } as const;
    asker.actor = { type: 'user', userId: 'u', name: 'Tom', email: 'tom@tidewater.example', grant, credentialId: 's' };
    const { statusCode, body } = await open();
    assert.equal(statusCode, 403);
    assert.ok(!body.includes('Where Sophia'));
    asker.actor = ctx.actor;
    assert.equal(
      (await server.inject({ url: '/policy?colour=red', headers: { host: '127.0.0.1:8000' } })).statusCode,
      400,
    );
  });
});
