import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BatchItem, ImportOptions } from '#contracts';
import { analysisWorkerUrl } from '#modules/analysis';
import { getBatchProgress, listBatchItems, submitBatch } from '#modules/calls';
import { readPolicy } from '#modules/changesets';
import { type AnalysisContext, listAnalyses } from '#modules/insights';
import { configureWorkspace } from '#modules/workspaces';
import { systemClock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { createMemoryLog } from '#platform/log';
import { createMetrics } from '#platform/telemetry';
import { createThreadPool, type ThreadPool } from '#platform/threads';
import { shippedPolicyPlace } from '#test/change-world';
import { noConnections } from '#test/no-connections';
import { noOutbound } from '#test/no-outbound';
import { noTriggers } from '#test/no-triggers';
import { partyOf, storeCall } from '#test/source-calls';
import { createTestContext } from '#test/test-context';
import { createTestDatabase, type TestDatabase } from '#test/test-database';
import { createTestSecretBox } from '#test/test-secret-box';
import { waitUntil } from '#test/wait-until';
import { startWorker, type Worker } from './start-worker.ts';
import { createSubscribers } from './subscribers.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const options = ImportOptions.parse({
  format: null,
  date: null,
  timeZone: 'UTC',
  timeZoneGiven: false,
  internalNames: ['Maya Okafor'],
  internalDomains: [],
  othersExternal: true,
  engine: 'rules',
});

/** The pool of the product, except that a call which says so fails in it, or fails until it is mended. */
function withFailures(pool: ThreadPool, mended: ReadonlySet<string>): ThreadPool {
  return {
    close: () => pool.close(),
    run: async (name, payload) => {
      const text = JSON.stringify(payload);
      if (text.includes('fails as foreseen')) throw new SophiaError('thread.failed', 'Expected a result, found none.');
      if (text.includes('fails until mended') && mended.size === 0)
        throw new SophiaError('thread.failed', 'Expected a result, found none.');
      if (text.includes('fails unforeseen')) throw new TypeError('the secret words of a call');
      return pool.run(name, payload);
    },
  };
}

describe('the workflows of a batch', { timeout: 120_000 }, () => {
  const log = createMemoryLog();
  const metrics = createMetrics();
  const workspaceId = 'workflows';
  let database: TestDatabase;
  let threads: ThreadPool;
  let worker: Worker;
  const mended = new Set<string>();

  // A database of its own: the worker takes whatever it finds in one.
  before(async () => {
    database = await createTestDatabase({ number: 7 });
    threads = withFailures(createThreadPool({ workerUrl: analysisWorkerUrl, threadCount: 1 }), mended);
    await configureWorkspace({
      ctx: contextFor(),
      input: { internalDomains: [], internalNames: [], competitors: [], products: [], lexicons: {} },
    });
    worker = await startWorker({
      database,
      clock: systemClock,
      log,
      metrics,
      leaseSeconds: 5,
      concurrency: 1,
      takes: 'files',
      syncSeconds: 60,
      connectedWorkspaces: [],
      processChat: null,
      random: () => 0,
      contextFor: ({ requestId, actor }) => ({ ...workContext(requestId), actor }),
    });
  });

  after(async () => {
    await worker.stop();
    await threads.close();
    await database.close();
  });

  function contextFor(): AnalysisContext {
    const ctx = createTestContext({ db: database.db, workspaceId, now: new Date() });
    return { ...ctx, log, threads, models: { state: 'off', reason: 'A test without models.' } };
  }

  function workContext(requestId: string): WorkContext {
    const policy = readPolicy({ text: 'version: 1\nrules: []\notherwise: { verdict: ask }\n', name: 'a test' });
    const readers = {
      accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
      loadView: async () => null,
    };
    const notify = { readers, defaultChannel: null, dryRun: false };
    return {
      ...contextFor(),
      requestId,
      connections: noConnections,
      policy,
      policyPlace: shippedPolicyPlace,
      triggerFile: noTriggers,
      dryRun: false,
      notify,
      outbound: noOutbound,
      secretBox: createTestSecretBox(),
    };
  }

  async function submit(files: Readonly<Record<string, string>>): Promise<string> {
    const items = Object.entries(files).map(([sourceName, text]) => ({
      sourceName,
      path: null,
      contentBase64: Buffer.from(text).toString('base64'),
    }));
    const { batchId } = await submitBatch({ ctx: contextFor(), input: { items, options } });
    return batchId;
  }

  async function endOf(batchId: string): Promise<BatchItem[]> {
    const ctx = contextFor();
    await waitUntil('the batch has ended', {
      condition: async () => (await getBatchProgress({ ctx, input: { batchId } })).finished,
    });
    const { items } = await listBatchItems({ ctx, input: { batchId, afterItemId: null } });
    return items.sort((one, other) => one.position - other.position);
  }

  it('read and analyze each file; one that fails is named, tried again before, and stops none behind it', async () => {
    const items = await endOf(
      await submit({
        'good.txt': 'Maya Okafor: Hello there.\nSam Ortiz: We cannot pay more than today.\n',
        'empty.vtt': '',
        'foreseen.txt': 'Maya Okafor: This one fails as foreseen.\nSam Ortiz: It does.\n',
        'unforeseen.txt': 'Maya Okafor: This one fails unforeseen.\nSam Ortiz: It does.\n',
        'zero.json': JSON.stringify({
          format: 'sophia.transcript/1',
          turns: [
            { speaker: 'Maya Okafor', text: 'A zero \u0000 is in here.' },
            { speaker: 'Sam Ortiz', text: 'And half a pair \ud800.' },
          ],
        }),
        'last.txt': 'Maya Okafor: Hello again.\nSam Ortiz: That is too much for us.\n',
      }),
    );
    assert.deepEqual(
      items.map(({ sourceName, state, problem }) => [sourceName, state, problem?.code ?? null]),
      [
        ['good.txt', 'analyzed', null],
        ['empty.vtt', 'refused', 'transcript.empty'],
        ['foreseen.txt', 'failed', 'thread.failed'],
        ['unforeseen.txt', 'failed', 'internal.unexpected'],
        ['zero.json', 'analyzed', null],
        ['last.txt', 'analyzed', null],
      ],
    );
    const unforeseen = items.find(({ sourceName }) => sourceName === 'unforeseen.txt')?.problem;
    assert.doesNotMatch(unforeseen?.message ?? '', /secret/);
    const { text } = await metrics.render();
    assert.match(text, /sophia_calls_analyzed_total\{[^}]*outcome="failed"[^}]*\} 2/);
  });

  it('end for two batches that hold the same call, with one analysis between them', async () => {
    const file = { 'twice.txt': 'Maya Okafor: Good morning.\nSam Ortiz: This one is in two batches.\n' };
    const batches = [await submit(file), await submit({ ...file, 'other.txt': file['twice.txt'] })];
    const items = (await Promise.all(batches.map(endOf))).flat();
    assert.equal(items.length, 3);
    assert.equal(new Set(items.map(({ analysisId }) => analysisId)).size, 1);
    assert.ok(items.every(({ state }) => state === 'analyzed' || state === 'unchanged'));
  });

  it('make up for an analysis that did not come about once the same call comes in again, as a file or of its source', async () => {
    const file = { 'late.txt': 'Maya Okafor: This one fails until mended.\nSam Ortiz: It does.\n' };
    const maya = partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' });
    const told = {
      ctx: contextFor(),
      externalId: 'told-again',
      startedAt: '2026-09-10T10:00:00.000Z',
      parties: [maya],
      texts: ['A call of a source fails until mended.'],
    };
    const callId = await storeCall(told);
    assert.equal((await endOf(await submit(file)))[0]?.state, 'failed');
    await waitUntil('the call of the source has failed', {
      condition: async () =>
        log.lines.some(({ sentence, fields }) => sentence.includes('could not be') && fields['callId'] === callId),
    });
    mended.add('all');
    assert.deepEqual(await listAnalyses({ ctx: contextFor(), input: { callId } }), []);
    assert.equal(await storeCall(told), callId);
    const [item] = await endOf(await submit(file));
    assert.deepEqual([item?.state, item?.problem ?? null], ['analyzed', null]);
    await waitUntil('the call of the source is analyzed', {
      condition: async () => (await listAnalyses({ ctx: contextFor(), input: { callId } })).length === 1,
    });
  });

  it('are started once for an event that is handed over twice', async () => {
    const started: string[] = [];
    const engine = { start: async ({ workflowId }: { workflowId: string }) => void started.push(workflowId) };
    const [analysis] = createSubscribers({ engine, contextFor: () => workContext('req_1') });
    assert.ok(analysis !== undefined);
    const published = {
      eventId: 12,
      workspaceId,
      event: { type: 'call.imported', callId: 'call_1', version: 2, engine: null },
      request: { requestId: 'req_1', actor: { type: 'operator', name: 'test' }, traceparent: null },
    } as const;
    await analysis.handle(published);
    await analysis.handle(published);
    assert.equal(new Set(started).size, 1);
    await analysis.handle({ ...published, eventId: 13 });
    assert.equal(new Set(started).size, 2);
  });
});
