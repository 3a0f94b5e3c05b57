import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ImportOptions } from '#contracts';
import type { Context } from '#platform/context';
import { auditRecords, outbox } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import {
  calls,
  callVersions,
  getBatchProgress,
  getTranscript,
  importBatches,
  importItem,
  importItems,
  listBatchItems,
  listCalls,
  listPendingItems,
  listProblems,
  resolveCall,
  submitBatch,
  turns,
} from './index.ts';

const options: ImportOptions = {
  format: null,
  date: null,
  timeZone: 'America/Chicago',
  timeZoneGiven: false,
  internalNames: ['Maya Okafor'],
  internalDomains: [],
  othersExternal: true,
  engine: null,
};

const firstText = 'Maya Okafor: Thanks for coming.\nSam Ortiz: We cannot pay more than today.\n';
const changedText = 'Maya Okafor: Thanks for coming.\nSam Ortiz: We cannot pay more than $3.50 a unit.\n';

const suite = await databaseForSuite();

describe('calls', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sophia-calls-'));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function importFiles(ctx: Context, files: readonly string[]): Promise<string> {
    const items = files.map((file) => ({ sourceName: path.basename(file), path: file, contentBase64: null }));
    const { batchId } = await submitBatch({ ctx, input: { items, options } });
    for (const itemId of await listPendingItems({ ctx, input: { batchId, limit: 100 } })) {
      await importItem({ ctx, input: { itemId } });
    }
    return batchId;
  }

  async function freshContext(): Promise<Context> {
    return suite.createContext({ workspaceId: await suite.createWorkspace() });
  }

  test('the table definitions are what the migrations made', async () => {
    await assertTablesMatchDatabase({
      database: suite.database,
      tables: { calls, callVersions, turns, importBatches, importItems },
    });
  });

  test('an imported file becomes a call with its turns, announced once, with an audit record', async () => {
    const ctx = await freshContext();
    const file = path.join(folder, 'first.txt');
    await writeFile(file, firstText);
    const batchId = await importFiles(ctx, [file]);
    const page = await listCalls({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.equal(page.calls.length, 1);
    const callId = page.calls[0]?.callId ?? '';
    const stored = await getTranscript({ ctx, input: { callId, version: null } });
    assert.deepEqual(
      stored.transcript.turns.map(({ speaker, side, text }) => ({ speaker, side, text })),
      [
        { speaker: 'Maya Okafor', side: 'internal', text: 'Thanks for coming.' },
        { speaker: 'Sam Ortiz', side: 'external', text: 'We cannot pay more than today.' },
      ],
    );
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId)).orderBy(outbox.id);
    assert.deepEqual(
      events.map((event) => event.type),
      ['batch.submitted', 'call.imported'],
    );
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'call.imported')));
    assert.equal(audited.length, 1);
    const progress = await getBatchProgress({ ctx, input: { batchId } });
    assert.deepEqual({ total: progress.total, imported: progress.counts.imported }, { total: 1, imported: 1 });
  });

  test('a batch that nothing is done of counts the open files of those given before it, and of no others', async () => {
    const ctx = await freshContext();
    async function submit(count: number): Promise<string> {
      const items = Array.from({ length: count }, (_, index) => ({
        sourceName: `${index}.txt`,
        path: null,
        contentBase64: Buffer.from(`${firstText}Sam Ortiz: ${count} and ${index}.\n`).toString('base64'),
      }));
      return (await submitBatch({ ctx, input: { items, options } })).batchId;
    }
    async function aheadOf(batchId: string): Promise<number> {
      return (await getBatchProgress({ ctx, input: { batchId } })).ahead;
    }
    const first = await submit(3);
    const second = await submit(2);
    await submit(4);
    assert.deepEqual([await aheadOf(first), await aheadOf(second)], [0, 3]);
    const [itemId = ''] = await listPendingItems({ ctx, input: { batchId: first, limit: 1 } });
    await importItem({ ctx, input: { itemId } });
    assert.equal(await aheadOf(second), 3, 'a file that is read waits for its analysis');
    await ctx.db.update(importItems).set({ state: 'analyzed' }).where(eq(importItems.id, itemId));
    assert.equal(await aheadOf(second), 2);
    const [taken = ''] = await listPendingItems({ ctx, input: { batchId: second, limit: 1 } });
    await ctx.db.update(importItems).set({ state: 'analyzed' }).where(eq(importItems.id, taken));
    assert.equal(await aheadOf(second), 0, 'its turn has come');
  });

  test('the same file twice is one call; a changed one is a new version and the old one stays', async () => {
    const ctx = await freshContext();
    const file = path.join(folder, 'twice.txt');
    await writeFile(file, firstText);
    await importFiles(ctx, [file]);
    await importFiles(ctx, [file]);
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId)).orderBy(outbox.id);
    assert.deepEqual(
      events.map(({ type }) => type).filter((type) => type.startsWith('call.')),
      ['call.imported', 'call.told_again'],
      'the second one is no news, and its file waits for an analysis all the same',
    );
    const before = await listCalls({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.deepEqual(
      before.calls.map((call) => call.version),
      [1],
    );
    await writeFile(file, changedText);
    await importFiles(ctx, [file]);
    const later = await listCalls({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.deepEqual(
      later.calls.map((call) => call.version),
      [2],
    );
    const callId = later.calls[0]?.callId ?? '';
    const old = await getTranscript({ ctx, input: { callId, version: 1 } });
    const current = await getTranscript({ ctx, input: { callId, version: null } });
    assert.equal(old.transcript.turns[1]?.text, 'We cannot pay more than today.');
    assert.equal(current.transcript.turns[1]?.text, 'We cannot pay more than $3.50 a unit.');
    await writeFile(file, firstText);
    await importFiles(ctx, [file]);
    const back = await listCalls({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.deepEqual(
      back.calls.map((call) => call.version),
      [1],
      'a transcript that is as it was before is the version it was before',
    );
    const told = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId)).orderBy(outbox.id);
    assert.deepEqual(
      told.filter(({ type }) => type === 'call.imported').map(({ payload }) => Object(payload).returned),
      [undefined, undefined, true],
      'which its event says',
    );
    assert.deepEqual(
      (await ctx.db.select().from(calls).where(eq(calls.id, callId))).map(({ returns }) => returns),
      [1],
    );
  });

  test('the same content under another name is the same call', async () => {
    const ctx = await freshContext();
    const one = path.join(folder, 'one.txt');
    const other = path.join(folder, 'other.txt');
    await writeFile(one, firstText);
    await writeFile(other, firstText);
    await importFiles(ctx, [one, other]);
    const page = await listCalls({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.equal(page.calls.length, 1);
  });

  test('a file that cannot be read is reported and stops none behind it', async () => {
    const ctx = await freshContext();
    const good = path.join(folder, 'good.txt');
    const empty = path.join(folder, 'empty.vtt');
    await writeFile(good, firstText);
    await writeFile(empty, '');
    const batchId = await importFiles(ctx, [path.join(folder, 'missing.vtt'), empty, good]);
    const { items } = await listBatchItems({ ctx, input: { batchId, afterItemId: null } });
    assert.deepEqual(
      items.map((item) => [item.state, item.problem?.code ?? null]),
      [
        ['refused', 'file.unreadable'],
        ['refused', 'transcript.empty'],
        ['imported', null],
      ],
    );
    const problems = await listProblems({ ctx, input: { limit: 10 } });
    assert.equal(problems.length, 2);
    assert.match(problems.map(({ problem }) => problem.message).join('\n'), /there is no such file/);
  });

  test('importing an item twice changes nothing', async () => {
    const ctx = await freshContext();
    const file = path.join(folder, 'again.txt');
    await writeFile(file, firstText);
    const batchId = await importFiles(ctx, [file]);
    const { items } = await listBatchItems({ ctx, input: { batchId, afterItemId: null } });
    assert.deepEqual(await importItem({ ctx, input: { itemId: items[0]?.itemId ?? '' } }), []);
  });

  test('a call of another workspace is not found', async () => {
    const ctx = await freshContext();
    const file = path.join(folder, 'mine.txt');
    await writeFile(file, firstText);
    await importFiles(ctx, [file]);
    const page = await listCalls({ ctx, input: { limit: 1, beforeCallId: null } });
    const callId = page.calls[0]?.callId ?? '';
    const stranger = await freshContext();
    await assert.rejects(getTranscript({ ctx: stranger, input: { callId, version: null } }), isNotFound);
    await assert.rejects(resolveCall({ ctx: stranger, input: { reference: callId } }), isNotFound);
    assert.deepEqual(await resolveCall({ ctx, input: { reference: callId.slice(-12) } }), { callId });
  });

  test('calls come by their day whenever they were imported, those without one last, and pages go on behind a call', async () => {
    const ctx = await freshContext();
    for (const [name, date] of [
      ['today', '2026-11-30'],
      ['without', null],
      ['earliest', '2025-03-02'],
      ['middle', '2026-04-01'],
      ['same-day', '2026-04-01'],
    ] as const) {
      const contentBase64 = Buffer.from(`${firstText}Sam Ortiz: This is ${name}.\n`).toString('base64');
      const items = [{ sourceName: `${name}.txt`, path: null, contentBase64 }];
      const { batchId } = await submitBatch({ ctx, input: { items, options: { ...options, date } } });
      const [itemId = ''] = await listPendingItems({ ctx, input: { batchId, limit: 1 } });
      await importItem({ ctx, input: { itemId } });
    }
    const names: string[] = [];
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listCalls>> = await listCalls({
        ctx,
        input: { limit: 2, beforeCallId: before },
      });
      names.push(...page.calls.map(({ sourceName }) => sourceName));
      before = page.nextBefore;
    } while (before !== null);
    assert.deepEqual(names, ['today.txt', 'same-day.txt', 'middle.txt', 'earliest.txt', 'without.txt']);
    await assert.rejects(listCalls({ ctx, input: { limit: 2, beforeCallId: 'call_gone' } }), isNotFound);
  });

  test('what runs by itself may import and may not configure', async () => {
    const workspaceId = await suite.createWorkspace();
    const ctx = suite.createContext({ workspaceId, actor: { type: 'system', component: 'test' } });
    const file = path.join(folder, 'system.txt');
    await writeFile(file, firstText);
    const batchId = await importFiles(ctx, [file]);
    const progress = await getBatchProgress({ ctx, input: { batchId } });
    assert.equal(progress.counts.imported, 1);
  });
});

function isNotFound(error: unknown): boolean {
  return error instanceof SophiaError && error.code === 'call.not-found';
}
