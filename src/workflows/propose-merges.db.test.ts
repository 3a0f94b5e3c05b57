import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideChanges, getChangeSet } from '#modules/changesets';
import { findRecord, listDuplicates, syncDefinitions, syncRecords } from '#modules/crm';
import { createNotificationReaders, notifications, renderView } from '#modules/notifications';
import { dueWork } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { applyChangeSet } from './apply-change-set.ts';
import { proposeMerges } from './propose-merges.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const suite = await crmSuite();
const { portal } = suite;

const readers = createNotificationReaders({
  baseUrl: () => 'http://sophia.example',
  loadFurther: async () => null,
});

function workOf(ctx: CrmTestContext): WorkContext {
  return { ...workContextOf(ctx).ctx, notify: { readers, defaultChannel: null, dryRun: false } };
}

function dependenciesOf(work: WorkContext): WorkflowDependencies {
  return {
    contextFor: ({ actor }) => ({ ...work, actor }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  };
}

function look(ctx: CrmTestContext): Promise<unknown> {
  const { workspaceId, requestId } = ctx;
  return proposeMerges(dependenciesOf(workOf(ctx))).runUnchecked({ run: plainRun, input: { workspaceId, requestId } });
}

async function mirror(ctx: CrmTestContext): Promise<void> {
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
  }
}

describe('looking for records that seem to be one', () => {
  it('waits until the CRM has been read', async () => {
    const ctx = await suite.freshContext();
    assert.deepEqual(await look(ctx), { state: 'awaits_mirror', proposed: 0 });
    const due = await ctx.db
      .select()
      .from(dueWork)
      .where(and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.kind, 'propose-merges')));
    assert.equal(due.length, 1);
  });

  it('asks about the surest five, each once, with the evidence on the card, and merges nothing', async () => {
    for (const name of ['ada', 'ben', 'cleo', 'dora', 'emil', 'fay']) {
      await portal.add({ objectType: 'contact', values: { email: `${name}@six.example` } });
      await portal.add({ objectType: 'contact', values: { email: `${name}+old@six.example` } });
    }
    const ctx = await suite.freshContext();
    await mirror(ctx);
    const before = await portal.requests();
    assert.deepEqual(await look(ctx), { state: 'looked', proposed: 5 });
    assert.deepEqual(await look(ctx), { state: 'looked', proposed: 0 });
    const pairs = await listDuplicates({ ctx, input: { objectType: null, state: 'proposed', limit: 50 } });
    assert.equal(pairs.length, 5);
    const asked = await ctx.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.workspaceId, ctx.workspaceId), eq(notifications.kind, 'approval_request')));
    assert.equal(asked.length, 5);
    const changeSetId = pairs[0]?.changeSetId ?? '';
    const question = { ctx: workOf(ctx), kind: 'approval_request', subject: { changeSetId } } as const;
    const view = await readers.loadView(question);
    assert.ok(view !== null);
    const card = JSON.stringify(renderView(view));
    assert.match(card, /Merge of two contacts/);
    assert.match(card, /one e-mail address in two forms.*six\.example \(90 %\)/i);
    assert.match(card, /HubSpot cannot take merged records apart: there is no undo\./);
    assert.ok((await portal.requests()).slice(before.length).every((request) => !request.includes('/merge')));
  });

  it('carries an approved merge through to the mirror and the pair', async () => {
    const ctx = await suite.freshContext();
    await mirror(ctx);
    await look(ctx);
    const [pair] = await listDuplicates({ ctx, input: { objectType: null, state: 'proposed', limit: 1 } });
    const changeSetId = pair?.changeSetId ?? '';
    const work: WorkContext = { ...workOf(ctx), actor: { type: 'operator', name: 'test' } };
    const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
    await approve({ work, changeId: changes[0]?.changeId ?? '' });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, requestId, changeSetId, traceparent: null };
    await applyChangeSet(dependenciesOf(work)).runUnchecked({ run: plainRun, input });
    const after = await listDuplicates({ ctx, input: { objectType: null, state: 'merged', limit: 50 } });
    assert.deepEqual(
      after.map(({ duplicateId }) => duplicateId),
      [pair?.duplicateId],
    );
    const other = await findRecord({
      ctx,
      input: { objectType: 'contact', externalId: pair?.other.externalId ?? '' },
    });
    assert.equal(other?.mergedInto, pair?.kept.recordId);
  });
});

async function approve({ work, changeId }: { work: WorkContext; changeId: string }): Promise<void> {
  const decisions = [{ changeId, decision: 'approve' as const, value: null, reason: null }];
  await decideChanges({ ctx: work, input: { decisions } });
}
