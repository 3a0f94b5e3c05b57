import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { openPolicyFiles } from '#modules/changesets';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { SophiaApiError } from '../../../clients/typescript/sophia-client.ts';
import { Problem } from './index.ts';

const suite = await databaseForSuite();
const folder = await mkdtemp(join(tmpdir(), 'sophia-policy-'));
after(() => rm(folder, { recursive: true, force: true }));
const world = await createChangeWorld(suite);
const { workspaceId: workspace, log } = world.ctx;
const policyPlace = openPolicyFiles({ folder, mainWorkspaceId: workspace, shipped: 'data/policy.yaml', log }).of(
  workspace,
);
const { ctx } = workContextOf({ ...world.ctx, policyPlace });
const { server, client } = await createRestServer(ctx);
after(() => server.close());
const file = join(folder, 'policy.yaml');
const Shown = z.object({ version: z.string(), text: z.string() });

function textOf(name: string): string {
  return `# ${name}\nversion: 1\nrules: []\notherwise: { verdict: ask, because: "${name}" }\n`;
}

async function ask(
  method: 'GET' | 'PUT',
  given: { text?: string; headers?: Record<string, string>; at?: string } = {},
) {
  const { text, headers = {}, at = workspace } = given;
  return server.inject({
    method,
    url: `/api/v1/policy?workspace=${at}`,
    headers: { host: '127.0.0.1:8000', ...headers },
    ...(text === undefined ? {} : { payload: { text } }),
  });
}

function problemIn(answer: Awaited<ReturnType<typeof ask>>): string {
  const { status, code } = Problem.parse(answer.json());
  assert.equal(status, answer.statusCode);
  return `${status} ${code}`;
}

async function tagNow(): Promise<string> {
  return String((await ask('GET')).headers['etag']);
}

describe('the policy over the API', () => {
  it('is read with its version as the tag, and replaced by whoever sends that along', async () => {
    const read = await ask('GET');
    const { version, text } = Shown.parse(read.json());
    assert.equal(read.headers['etag'], `"${version}"`);
    assert.equal(text, await readFile('data/policy.yaml', 'utf8'));
    const put = await ask('PUT', { text: textOf('one'), headers: { 'if-match': `"${version}"` } });
    assert.equal(put.statusCode, 200, put.body);
    assert.equal(put.headers['etag'], await tagNow());
    assert.equal(await readFile(file, 'utf8'), textOf('one'));
    const again = await ask('GET', { headers: { 'if-none-match': `"${version}"` } });
    assert.equal(again.statusCode, 200, 'the tag of before is no longer the one');
    assert.equal((await ask('GET', { headers: { 'if-none-match': await tagNow() } })).statusCode, 304);
  });

  it('is not replaced without a version: 428, and as it was', async () => {
    const before = await tagNow();
    for (const headers of [{}, { 'if-match': '*' }]) {
      assert.equal(problemIn(await ask('PUT', { text: textOf('blind'), headers })), '428 policy.version-missing');
    }
    const bare = { 'if-match': before.replaceAll('"', '') };
    assert.equal(problemIn(await ask('PUT', { text: textOf('blind'), headers: bare })), '400 input.invalid');
    assert.equal(await tagNow(), before);
  });

  it('is not replaced by what was made from another version, a weak tag or a part of it: 412, and as it was', async () => {
    const before = await tagNow();
    for (const tag of [`"${'0'.repeat(64)}"`, `W/${before}`, `${before.slice(0, 13)}"`, '""']) {
      const stale = await ask('PUT', { text: textOf('stale'), headers: { 'if-match': tag } });
      assert.equal(problemIn(stale), '412 policy.stale', tag);
      assert.match(stale.body, /put it in force at 2026-09-14 15:00 UTC/);
    }
    assert.equal(await tagNow(), before);
    const several = await ask('PUT', { text: textOf('two'), headers: { 'if-match': `"other", ${before}` } });
    assert.equal(several.statusCode, 200);
  });

  it('has another version as soon as the file is edited by hand', async () => {
    const read = await tagNow();
    await writeFile(file, textOf('by hand'));
    assert.notEqual(await tagNow(), read);
    const stale = await ask('PUT', { text: textOf('mine'), headers: { 'if-match': read } });
    assert.equal(problemIn(stale), '412 policy.stale');
    assert.match(stale.body, /written by hand/);
    assert.equal(await readFile(file, 'utf8'), textOf('by hand'));
  });

  it('is replaced by one of those who send theirs at once, and the others are told', async () => {
    const headers = { 'if-match': await tagNow() };
    const writers = [1, 2, 3, 4, 5].map((number) => ask('PUT', { text: textOf(`writer ${number}`), headers }));
    const statuses = (await Promise.all(writers)).map(({ statusCode }) => statusCode);
    assert.deepEqual(statuses.toSorted(), [200, 412, 412, 412, 412]);
    assert.equal(await readFile(file, 'utf8'), textOf(`writer ${statuses.indexOf(200) + 1}`));
  });

  it('is not replaced by one that cannot be used, nor in a workspace that is not there', async () => {
    const tag = await tagNow();
    const invalid = await ask('PUT', { text: 'version: 2\nrules: 7\n', headers: { 'if-match': tag } });
    assert.equal(problemIn(invalid), '422 policy.invalid');
    for (const part of ['line 1: version', 'line 2: rules', 'otherwise']) assert.ok(invalid.body.includes(part), part);
    const elsewhere = await ask('PUT', { text: textOf('x'), headers: { 'if-match': tag }, at: '../nowhere' });
    assert.equal(problemIn(elsewhere), '404 workspace.not-found');
    assert.equal(await tagNow(), tag);
  });

  it('is done once with a key, which fits no other version', async () => {
    const headers = { 'if-match': await tagNow(), 'idempotency-key': 'policy-1' };
    const first = await ask('PUT', { text: textOf('kept'), headers });
    assert.equal(first.statusCode, 200, first.body);
    const again = await ask('PUT', { text: textOf('kept'), headers });
    assert.deepEqual([again.body, again.headers['idempotency-replayed']], [first.body, 'true']);
    const other = await ask('PUT', { text: textOf('kept'), headers: { ...headers, 'if-match': await tagNow() } });
    assert.equal(problemIn(other), '422 idempotency.key-reused');
  });

  it('is tried and then set by the generated client', async () => {
    const { version } = await client.getPolicy({ workspace });
    const text = textOf('by the client');
    await client.tryPolicy({ workspace, body: { text } });
    const set = await client.setPolicy({ workspace, ifMatch: version, body: { text } });
    assert.equal(set.text, text);
    await assert.rejects(
      client.setPolicy({ workspace, ifMatch: version, body: { text: textOf('late') } }),
      (error) => error instanceof SophiaApiError && error.problem.code === 'policy.stale',
    );
  });
});
