import { after } from 'node:test';
import { type Analysis, ImportOptions } from '#contracts';
import { analysisWorkerUrl } from '#modules/analysis';
import { importItem, importItems, listPendingItems, submitBatch } from '#modules/calls';
import { type AnalysisContext, analyzeCall } from '#modules/insights';
import { configureWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { eq } from '#platform/sql';
import { createThreadPool, type ThreadPool } from '#platform/threads';
import { type DatabaseSuite, databaseForSuite } from './database-for-suite.ts';
import type { TestContext, TestContextOptions } from './test-context.ts';

/** What an analysis works with: the clock and the log of a test beside the threads of the product, and no model. */
export type AnalysisTestContext = AnalysisContext & TestContext;

export interface AnalysisSuite extends DatabaseSuite {
  /** A context in a workspace that nothing else uses, with its settings as they are by default. */
  freshContext(options?: Pick<TestContextOptions, 'actor'>): Promise<AnalysisTestContext>;
  /** The same workspace and resources, asked by somebody else. */
  actingAs(ctx: AnalysisTestContext, actor: AnalysisContext['actor']): AnalysisTestContext;
}

interface ImportedCall {
  readonly callId: string;
  readonly version: number;
}

/** The people of our side in every call of these suites. */
const ourPeople: readonly string[] = ['Maya Okafor'];

const shared: { threads: ThreadPool | null } = { threads: null };

/** The database of the test process with what is needed to analyze calls in it. Called at the top of a test file. */
export async function analysisSuite(): Promise<AnalysisSuite> {
  const suite = await databaseForSuite();
  shared.threads ??= openThreads();
  const { threads } = shared;
  return {
    ...suite,
    freshContext: async (options = {}) => {
      const ctx = suite.createContext({ workspaceId: await suite.createWorkspace(), ...options });
      const operator = { ...ctx, actor: { type: 'operator', name: 'test' } as const };
      await configureWorkspace({
        ctx: operator,
        input: { internalDomains: [], internalNames: [...ourPeople], competitors: [], products: [], lexicons: {} },
      });
      return { ...ctx, threads, models: { state: 'off', reason: 'A test without models.' } };
    },
    actingAs: (ctx, actor) => ({ ...ctx, actor }),
  };
}

/** Imports a transcript as a file of that name, as the workflow of a batch does. */
export async function importText({
  ctx,
  name,
  text,
}: {
  ctx: Context;
  name: string;
  text: string;
}): Promise<ImportedCall> {
  const options = ImportOptions.parse({
    format: null,
    date: '2026-09-14',
    timeZone: 'America/Chicago',
    timeZoneGiven: false,
    internalNames: ourPeople,
    internalDomains: [],
    othersExternal: true,
    engine: null,
  });
  const item = { sourceName: name, path: null, contentBase64: Buffer.from(text).toString('base64') };
  const { batchId } = await submitBatch({ ctx, input: { items: [item], options } });
  for (const itemId of await listPendingItems({ ctx, input: { batchId, limit: 10 } })) {
    await importItem({ ctx, input: { itemId } });
  }
  const [row] = await ctx.db.select().from(importItems).where(eq(importItems.batchId, batchId));
  const { callId = null, callVersion = null, problem = null } = row ?? {};
  if (callId === null || callVersion === null) {
    throw new Error(`${name} was not imported: ${JSON.stringify(problem)}`);
  }
  return { callId, version: callVersion };
}

/** Imports a transcript and analyzes it by rules. */
export async function analyzeText(options: {
  ctx: AnalysisTestContext;
  name: string;
  text: string;
}): Promise<ImportedCall & { analysisId: string; outcome: 'analyzed' | 'unchanged' }> {
  const imported = await importText(options);
  const analyzed = await analyzeCall({ ctx: options.ctx, input: { ...imported, engine: 'rules' } });
  return { ...imported, ...analyzed };
}

/** A result as it is compared to the letter. */
export function bytesOf(result: Analysis): string {
  return JSON.stringify(result);
}

function openThreads(): ThreadPool {
  const threads = createThreadPool({ workerUrl: analysisWorkerUrl, threadCount: 1 });
  after(() => threads.close());
  return threads;
}
