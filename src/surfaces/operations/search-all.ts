import {
  embedPending,
  getSearchStatus,
  indexPending,
  repairSearch,
  repairStore,
  searchWorkspace,
  syncStore,
} from '#modules/search';
import type { OperationOutput } from '#surfaces/local';
import type { WorkContext } from '#workflows';
import type { OperationCall } from './operation-call.ts';

const subjectsPerTurn = 20;
const chunksPerTurn = 96;
const entriesPerTurn = 500;
/** Before a question so much is indexed, so that it finds what was analyzed a moment ago, also where no server runs. */
const mostBeforeQuestion = 200;

/** Asks search, after what waits has been indexed as far as that is quick. */
export async function searchAll({ ctx, input }: OperationCall<'search.run'>): Promise<OperationOutput<'search.run'>> {
  await indexSome({ ctx, most: mostBeforeQuestion });
  return searchWorkspace({ ctx, input });
}

/** Repairs search, indexes what that has noted, makes its vectors and mends the store, until the command is to end. */
export async function reindexSearch({
  ctx,
  input,
  signal,
}: OperationCall<'search.reindex'>): Promise<OperationOutput<'search.reindex'>> {
  const { noted } = await repairSearch({ ctx, input });
  const { indexed, failed } = await indexSome({ ctx, most: Number.POSITIVE_INFINITY, signal });
  const embedded = await repeat({
    signal,
    turn: async () => {
      const { chunks, problem, more } = await embedPending({ ctx, input: { limit: chunksPerTurn } });
      return { count: chunks, problem, more };
    },
  });
  const repaired = await repairStore({ ctx });
  const stored = await repeat({
    signal,
    turn: async () => {
      const { sent, removed, problem, more } = await syncStore({ ctx, input: { limit: entriesPerTurn } });
      return { count: sent + removed, problem, more };
    },
  });
  const { waiting } = await getSearchStatus({ ctx });
  return {
    noted,
    indexed,
    failed,
    left: waiting,
    embedded: embedded.count,
    stored: stored.count,
    problems: [...new Set([embedded.problem, repaired.problem, stored.problem])].filter((one) => one !== null),
  };
}

interface Turn {
  readonly count: number;
  readonly problem: string | null;
  readonly more: boolean;
}

async function repeat({ turn, signal }: { turn: () => Promise<Turn>; signal: AbortSignal | undefined }) {
  let count = 0;
  for (;;) {
    if (signal?.aborted === true) return { count, problem: null };
    const done = await turn();
    count += done.count;
    if (!done.more) return { count, problem: done.problem };
  }
}

async function indexSome({
  ctx,
  most,
  signal,
}: {
  ctx: WorkContext;
  most: number;
  signal?: AbortSignal;
}): Promise<{ indexed: number; failed: number }> {
  const total = { indexed: 0, failed: 0 };
  while (total.indexed + total.failed < most && signal?.aborted !== true) {
    const { subjects, failed, more } = await indexPending({ ctx, input: { limit: subjectsPerTurn } });
    total.indexed += subjects;
    total.failed += failed;
    if (!more) break;
  }
  return total;
}
