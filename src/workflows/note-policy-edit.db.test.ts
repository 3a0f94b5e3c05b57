import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openPolicyFiles } from '#modules/changesets';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { notePolicyEdit } from './note-policy-edit.ts';

const suite = await databaseForSuite();
const folder = await mkdtemp(join(tmpdir(), 'sophia-policy-'));
after(() => rm(folder, { recursive: true, force: true }));

describe('the look at the file of the policy', () => {
  it('puts an edit by hand into the trail, by its schedule', async () => {
    const { workspaceId, log } = (await createChangeWorld(suite)).ctx;
    const options = { folder, mainWorkspaceId: workspaceId, shipped: 'data/policy.yaml', log };
    const policyPlace = openPolicyFiles(options).of(workspaceId);
    const { ctx } = workContextOf((await createChangeWorld(suite, { policyPlace })).ctx);
    const workflow = notePolicyEdit({ contextFor: ({ actor }) => ({ ...ctx, actor }) });
    const input = { workspaceId: ctx.workspaceId, requestId: 'req_1' };
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { noted: false });
    await writeFile(policyPlace.file, 'version: 1\nrules: []\notherwise: { verdict: ask }\n');
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { noted: true });
    const rows = await ctx.db
      .select({ actor: auditRecords.actor })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'policy.edited')));
    assert.deepEqual(rows, [{ actor: { type: 'schedule', name: 'note-policy-edit' } }]);
  });
});
