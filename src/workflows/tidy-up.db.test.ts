import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ImportOptions } from '#contracts';
import { assistantStops, assistantUnderWay } from '#modules/assistant';
import { importBatches, importItem, importItems, listPendingItems, settleItems, submitBatch } from '#modules/calls';
import { takeDelivery, takenDeliveries } from '#modules/intake';
import { searchChanges } from '#modules/search';
import { signInFailures } from '#modules/users';
import { outbox } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, sql } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { analysisSuite } from '#test/analysis-suite';
import { plainRun } from '#test/plain-run';
import { workContextFor } from '#test/two-teams-world';
import { tidyUp } from './tidy-up.ts';

const suite = await analysisSuite();
const dayMs = 86_400_000;

async function freshContext() {
  return workContextFor(await suite.freshContext()).ctx;
}

type Ctx = Awaited<ReturnType<typeof freshContext>>;

function tidy(ctx: Ctx): Promise<unknown> {
  const workflow = tidyUp({
    contextFor: ({ actor }) => ({ ...ctx, actor }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  });
  return workflow.runUnchecked({
    run: plainRun,
    input: { workspaceId: ctx.workspaceId, requestId: ctx.requestId },
  });
}

async function submit(ctx: Ctx, text: string): Promise<string> {
  const options = ImportOptions.parse({
    format: null,
    date: '2026-09-14',
    timeZone: 'UTC',
    timeZoneGiven: false,
    internalNames: [],
    internalDomains: [],
    othersExternal: true,
    engine: null,
  });
  const item = { sourceName: 'one.txt', path: null, contentBase64: Buffer.from(text).toString('base64') };
  const { batchId } = await submitBatch({ ctx, input: { items: [item], options } });
  for (const itemId of await listPendingItems({ ctx, input: { batchId, limit: 10 } })) {
    await importItem({ ctx, input: { itemId } });
  }
  return batchId;
}

async function endOf(ctx: Ctx, batchId: string): Promise<Date | null> {
  const [batch] = await ctx.db.select().from(importBatches).where(eq(importBatches.id, batchId));
  return batch?.finishedAt ?? null;
}

describe('what is tidied up', () => {
  it('is events that were handed over three months ago, and none that wait', async () => {
    const ctx = await freshContext();
    const ofPlace = eq(outbox.workspaceId, ctx.workspaceId);
    await ctx.db.delete(outbox).where(ofPlace);
    for (const warningId of ['handed over', 'waiting']) {
      await publish({ ctx, event: { type: 'warning.raised', warningId } });
    }
    const [first] = await ctx.db.select().from(outbox).where(ofPlace).orderBy(outbox.id);
    await ctx.db
      .update(outbox)
      .set({ dispatchedAt: ctx.clock.now() })
      .where(and(ofPlace, eq(outbox.id, first?.id ?? 0)));
    ctx.clock.advance(90 * dayMs);
    await tidy(ctx);
    assert.equal((await ctx.db.select().from(outbox).where(ofPlace)).length, 2);
    ctx.clock.advance(1);
    await tidy(ctx);
    const left = await ctx.db.select().from(outbox).where(ofPlace);
    assert.deepEqual(
      left.map(({ payload }) => payload),
      [{ type: 'warning.raised', warningId: 'waiting' }],
    );
  });

  it('is counts of wrong passwords that count no more', async () => {
    const ctx = await freshContext();
    const { workspaceId } = ctx;
    await ctx.db.insert(signInFailures).values({ workspaceId, subject: 'old', failures: 3, lastAt: ctx.clock.now() });
    ctx.clock.advance(15 * 60_000 + 1);
    await ctx.db.insert(signInFailures).values({ workspaceId, subject: 'new', failures: 3, lastAt: ctx.clock.now() });
    await tidy(ctx);
    const left = await ctx.db.select().from(signInFailures).where(eq(signInFailures.workspaceId, workspaceId));
    assert.deepEqual(
      left.map(({ subject }) => subject),
      ['new'],
    );
  });

  it('is words to stop that no answer waits for any more', async () => {
    const ctx = await freshContext();
    const { workspaceId } = ctx;
    const stop = { workspaceId, askedBy: 'slack:U1', askedUntil: 1 };
    const asking = { workspaceId, askedBy: 'slack:U1', askedAt: 1, stoppedIn: [] };
    await ctx.db.insert(assistantStops).values({ ...stop, conversation: 'old', stoppedAt: ctx.clock.now() });
    await ctx.db.insert(assistantUnderWay).values({ ...asking, conversation: 'old', beganAt: ctx.clock.now() });
    ctx.clock.advance(2 * dayMs + 1);
    await ctx.db.insert(assistantStops).values({ ...stop, conversation: 'new', stoppedAt: ctx.clock.now() });
    await ctx.db.insert(assistantUnderWay).values({ ...asking, conversation: 'new', beganAt: ctx.clock.now() });
    await tidy(ctx);
    const left = await ctx.db.select().from(assistantStops).where(eq(assistantStops.workspaceId, workspaceId));
    assert.deepEqual(
      left.map(({ conversation }) => conversation),
      ['new'],
    );
    const under = await ctx.db.select().from(assistantUnderWay).where(eq(assistantUnderWay.workspaceId, workspaceId));
    assert.deepEqual(
      under.map(({ conversation }) => conversation),
      ['new'],
    );
  });

  it('is deliveries that were taken three months ago', async () => {
    const ctx = await freshContext();
    await takeDelivery({ ctx, input: { source: 'gong', mark: 'old' } });
    ctx.clock.advance(90 * dayMs);
    await takeDelivery({ ctx, input: { source: 'gong', mark: 'new' } });
    async function left(): Promise<string[]> {
      await tidy(ctx);
      const rows = await ctx.db.select().from(takenDeliveries).where(eq(takenDeliveries.workspaceId, ctx.workspaceId));
      return rows.map(({ mark }) => mark).toSorted();
    }
    assert.deepEqual(await left(), ['new', 'old']);
    ctx.clock.advance(1);
    assert.deepEqual(await left(), ['new']);
  });

  it('is notes of what changed for search that no process reads any more', async () => {
    const ctx = await freshContext();
    const { workspaceId } = ctx;
    const note = { workspaceId, transactionId: '3' };
    await ctx.db.insert(searchChanges).values([
      { ...note, documentId: 'old', changedAt: sql`now() - interval '49 hours'` },
      { ...note, documentId: 'new', changedAt: sql`now() - interval '47 hours'` },
    ]);
    await tidy(ctx);
    const left = await ctx.db.select().from(searchChanges).where(eq(searchChanges.workspaceId, workspaceId));
    assert.deepEqual(
      left.map(({ documentId }) => documentId),
      ['new'],
    );
  });

  it('is the end of batches, which is noted with their last file, or here', async () => {
    const ctx = await freshContext();
    const unreadable = await submit(ctx, '');
    assert.deepEqual(await endOf(ctx, unreadable), ctx.clock.now());
    const batchId = await submit(ctx, 'Ana: We looked at it.\nBen: And how did it go?\n');
    assert.equal(await endOf(ctx, batchId), null);
    await tidy(ctx);
    assert.equal(await endOf(ctx, batchId), null);
    const [item] = await ctx.db.select().from(importItems).where(eq(importItems.batchId, batchId));
    const { callId, callVersion } = item ?? {};
    assert.ok(typeof callId === 'string' && typeof callVersion === 'number');
    const settled = { callId, callVersion, state: 'failed', analysisId: null, problem: null } as const;
    await settleItems({ ctx, input: settled });
    assert.deepEqual(await endOf(ctx, batchId), ctx.clock.now());
    await ctx.db.update(importBatches).set({ finishedAt: null }).where(eq(importBatches.id, batchId));
    await tidy(ctx);
    assert.deepEqual(await endOf(ctx, batchId), ctx.clock.now());
  });
});
