import { calls, callVersions, turns } from '#modules/calls';
import {
  createSearchEngine,
  createWordEmbedder,
  indexPending,
  noteChanges,
  type SearchContext,
  searchWorkspace,
} from '#modules/search';
import { configureWorkspace } from '#modules/workspaces';
import { systemClock } from '#platform/clock';
import { migrate, openDatabase } from '#platform/db';
import { createIds } from '#platform/ids';
import { createMemoryLog } from '#platform/log';
import type { EvaluationRow } from './evaluation-row.ts';
import { meanOf } from './measures.ts';
import { type QuestionedMeeting, readQuestions } from './read-questions.ts';
import { intervalByMeeting } from './search.ts';

const stretches = 5;

/** The product's search over many calls: is the stretch that answers a question among the first five? */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const meetings = readQuestions(options.dataDirectory, 'val');
  const database = await openDatabase({ databaseUrl: null, dataDirectory: 'memory://' });
  try {
    await migrate({ database, clock: systemClock });
    const ids = createIds(systemClock);
    const ctx: SearchContext = {
      actor: { type: 'operator', name: 'eval' },
      workspaceId: 'eval',
      requestId: ids.create('request'),
      clock: systemClock,
      ids,
      log: createMemoryLog(),
      db: database.db,
      search: createSearchEngine({ embedder: createWordEmbedder() }),
    };
    await configureWorkspace({
      ctx,
      input: { internalDomains: [], internalNames: [], competitors: [], products: [], lexicons: {} },
    });
    for (const [place, meeting] of meetings.entries()) await store({ ctx, meeting, callId: callIdOf(place) });
    await noteChanges({ ctx, input: { kind: 'call', ids: meetings.map((_meeting, place) => callIdOf(place)) } });
    while ((await indexPending({ ctx, input: { limit: 10 } })).more);
    return { rows: [await judge({ ctx, meetings, among: 'call' }), await judge({ ctx, meetings, among: 'all' })] };
  } finally {
    await database.close();
  }
}

async function store({
  ctx,
  meeting,
  callId,
}: {
  ctx: SearchContext;
  meeting: QuestionedMeeting;
  callId: string;
}): Promise<void> {
  const shared = { workspaceId: ctx.workspaceId, title: null, startedAt: null, callDate: null, timeZone: 'UTC' };
  const createdAt = ctx.clock.now();
  const versionId = `${callId}-1`;
  await ctx.db
    .insert(calls)
    .values({ ...shared, id: callId, source: 'file', externalId: callId, currentVersion: 1, createdAt });
  await ctx.db.insert(callVersions).values({
    ...shared,
    id: versionId,
    callId,
    version: 1,
    contentHash: callId,
    format: 'text',
    sourceName: 'Meeting',
    durationMs: null,
    wordCount: 0,
    parties: [],
    warnings: [],
    createdAt,
  });
  const rows = meeting.index.turns.map(({ speaker, text }, turn) => {
    const { workspaceId } = ctx;
    return { workspaceId, callVersionId: versionId, turn, speaker, side: 'unknown', text, cues: [] };
  });
  for (let from = 0; from < rows.length; from += 500) await ctx.db.insert(turns).values(rows.slice(from, from + 500));
}

async function judge({
  ctx,
  meetings,
  among,
}: {
  ctx: SearchContext;
  meetings: readonly QuestionedMeeting[];
  among: 'call' | 'all';
}): Promise<EvaluationRow> {
  const hits: number[][] = [];
  for (const [place, meeting] of meetings.entries()) {
    const own: number[] = [];
    for (const { text: query, turns: answer } of meeting.questions) {
      if (answer.size === 0) continue;
      const callId = callIdOf(place);
      const filter = among === 'call' ? { callId } : {};
      const found = await searchWorkspace({ ctx, input: { query, limit: stretches, ...filter } });
      const isHit = found.hits.some(
        (hit) =>
          hit.callId === callId &&
          [...answer].some((turn) => turn >= (hit.fromTurn ?? 0) && turn <= (hit.toTurn ?? -1)),
      );
      own.push(isHit ? 1 : 0);
    }
    hits.push(own);
  }
  const where = among === 'call' ? 'within the call that is asked about' : 'over all calls at once';
  return {
    measure: `Search by words and likeness, ${where}: hit@5 (QMSum)`,
    sample: `${meetings.length} validation meetings, ${hits.flat().length} questions`,
    floor: among === 'call' ? 77.2 : 50.6,
    published: null,
    reached: 100 * meanOf(hits.flat()),
    interval: intervalByMeeting(hits),
    unit: '%',
    note: `Through the product: stored, indexed and asked. Floor: BM25 alone over the same stretches. ${
      among === 'call'
        ? 'Inside one call `sophia calls search` ranks by a trained ranker and finds more.'
        : 'A question names its meeting seldom, so a part of them fits several. At most five places a call are shown.'
    }`,
  };
}

function callIdOf(place: number): string {
  return `call_eval${String(place).padStart(4, '0')}`;
}
