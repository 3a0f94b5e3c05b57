import { isDeepStrictEqual } from 'node:util';
import type { AnalysisReport, AnalyzedCall, Commitment, Evidence } from '#contracts';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, count, eq, inArray } from '#platform/sql';
import { isSettled } from './is-settled.ts';
import { isWorthFollowing } from './is-worth-following.ts';
import { type NewPromise, type PlacedPromises, type Promised, placePromises } from './place-promises.ts';
import type { PromiseScope } from './promise-scope.ts';
import { commitments } from './tables.ts';

/** So many turns before a promise may name what it is about. */
const turnsBefore = 4;
const longestContext = 600;

export interface WrittenPromises {
  /** So many are new, say something else, or belong to a deal or a company only now. */
  readonly made: number;
  /** So many are in what the call says no longer. */
  readonly withdrawn: number;
  readonly openHere: number;
}

/**
 * Writes down the promises of a call that are worth it, as the report has them: one that is open and that the call no
 * longer makes is dropped, by nobody, and open again where it makes it again. What was settled stays, in the words of now.
 */
export async function writePromises({
  ctx,
  report,
  scope,
}: {
  ctx: Context;
  report: AnalysisReport;
  scope: PromiseScope;
}): Promise<WrittenPromises> {
  const { callId } = report.envelope;
  const promises = worthFollowing(report).map((claim) => {
    const { quote, turn, start, end, speaker, side, sentence, startMs, endMs } = claim;
    return {
      id: ctx.ids.create('commitment'),
      workspaceId: ctx.workspaceId,
      callId,
      claimId: claim.id,
      ...scope,
      owner: claim.owner,
      side: claim.ownerSide,
      text: claim.text,
      context: contextOf({ call: report.result.call, claim }),
      evidence: { quote, turn, start, end, speaker, side, sentence, startMs, endMs },
      dueDate: claim.due?.date ?? null,
      state: 'open' as const,
      createdAt: ctx.clock.now(),
    };
  });
  const ofCall = and(eq(commitments.workspaceId, ctx.workspaceId), eq(commitments.callId, callId));
  const known = await ctx.db.select().from(commitments).where(ofCall);
  const placed = placePromises({ promises, known });
  const made = await write({ ctx, placed, scope });
  const withdrawn = await withdraw({ ctx, placed, known });
  if (known.length === 0) return { made, withdrawn, openHere: made };
  const [open] = await ctx.db
    .select({ count: count() })
    .from(commitments)
    .where(and(ofCall, eq(commitments.state, 'open')));
  return { made, withdrawn, openHere: open?.count ?? 0 };
}

/** One of each id, the first: a statement must not meet the same row twice. */
function worthFollowing({ result }: AnalysisReport): Commitment[] {
  const byId = new Map<string, Commitment>();
  for (const claim of result.findings.commitments.filter(isWorthFollowing)) {
    if (!byId.has(claim.id)) byId.set(claim.id, claim);
  }
  return [...byId.values()];
}

/** Those that are new all at once; of the others what has changed. */
async function write({
  ctx,
  placed: { fresh, again },
  scope,
}: {
  ctx: Context;
  placed: PlacedPromises;
  scope: PromiseScope;
}): Promise<number> {
  let made = 0;
  if (fresh.length > 0) {
    const written = await ctx.db
      .insert(commitments)
      .values([...fresh])
      .onConflictDoNothing()
      .returning({ id: commitments.id });
    made += written.length;
  }
  const otherwise: string[] = [];
  const repeated = await repeatedAmong({ ctx, again });
  for (const { promise, row } of again) {
    const words = wordsOf({ row, promise, repeated });
    const set = { ...tiesOf({ row, scope }), ...words };
    if (Object.keys(set).length === 0) continue;
    // What somebody settles meanwhile stays settled.
    const isAsRead = and(eq(commitments.id, row.id), eq(commitments.state, row.state));
    const updated = await ctx.db.update(commitments).set(set).where(isAsRead).returning({ id: commitments.id });
    if (updated.length === 0) continue;
    made += 1;
    if (set.text !== undefined && !isSettled(row)) otherwise.push(row.id);
    if (Object.keys(words).length > 0) {
      await publish({ ctx, event: { type: 'commitment.changed', commitmentId: row.id } });
    }
  }
  await letGo({ ctx, ids: otherwise });
  return made;
}

function tiesOf({ row, scope }: { row: Promised; scope: PromiseScope }): Partial<Promised> {
  const { dealRecordId, companyRecordId } = scope;
  const isTied = row.dealRecordId !== null || (dealRecordId === null && companyRecordId === row.companyRecordId);
  return isTied ? {} : { dealRecordId, companyRecordId };
}

/** What the call says in this place now, and whether that is to be followed again. */
function wordsOf({
  row,
  promise,
  repeated,
}: {
  row: Promised;
  promise: NewPromise;
  repeated: ReadonlySet<string | null>;
}): Partial<Promised> {
  const { text, owner, side, context = '', evidence, dueDate = null } = promise;
  if (isSettled(row)) return quoteOf({ row, promise });
  const reopened = row.state === 'open' ? {} : { state: 'open', settledAt: null, repeats: null };
  const isSame = row.text === text && row.owner === owner && isDeepStrictEqual(row.evidence, evidence);
  if (isSame && (row.dueDate === dueDate || repeated.has(row.id))) return reopened;
  return { ...reopened, text, owner, side, context, evidence, dueDate, reminders: 0, remindedAt: null, repeats: null };
}

/** What is settled stays so, with its day; its quote is of the version of the call that counts. */
function quoteOf({ row, promise }: { row: Promised; promise: NewPromise }): Partial<Promised> {
  const { text, context = '', evidence } = promise;
  const isSame = row.text === text && isDeepStrictEqual(row.evidence, evidence);
  return isSame ? {} : { text, context, evidence };
}

/** Those that are said once more elsewhere: their row has the day that was said last, which is not to be undone. */
async function repeatedAmong({
  ctx,
  again,
}: {
  ctx: Context;
  again: PlacedPromises['again'];
}): Promise<ReadonlySet<string | null>> {
  const otherDays = again.flatMap(({ promise: { dueDate = null }, row }) => (row.dueDate === dueDate ? [] : [row.id]));
  if (otherDays.length === 0) return new Set();
  const found = await ctx.db
    .select({ id: commitments.repeats })
    .from(commitments)
    .where(and(eq(commitments.workspaceId, ctx.workspaceId), inArray(commitments.repeats, otherDays)));
  return new Set(found.map(({ id }) => id));
}

async function withdraw({
  ctx,
  placed: { again },
  known,
}: {
  ctx: Context;
  placed: PlacedPromises;
  known: readonly Promised[];
}): Promise<number> {
  const made = new Set(again.map(({ row }) => row.id));
  const ids = known.filter(({ state, id }) => state === 'open' && !made.has(id)).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const dropped = await ctx.db
    .update(commitments)
    .set({ state: 'dropped', settledAt: ctx.clock.now(), repeats: null })
    .where(and(inArray(commitments.id, ids), eq(commitments.state, 'open')))
    .returning({ id: commitments.id });
  await letGo({ ctx, ids: dropped.map(({ id }) => id) });
  for (const { id } of dropped) await publish({ ctx, event: { type: 'commitment.settled', commitmentId: id } });
  return dropped.length;
}

/** What was said once more elsewhere is followed by itself again. */
async function letGo({ ctx, ids }: { ctx: Context; ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .update(commitments)
    .set({ repeats: null })
    .where(inArray(commitments.repeats, [...ids]));
}

/** What was said in the turns before and earlier in the same turn. */
function contextOf({ call, claim }: { call: AnalyzedCall; claim: Evidence }): string {
  const before = call.turns.filter(({ turn }) => turn < claim.turn && turn >= claim.turn - turnsBefore);
  const own = call.turns.find(({ turn }) => turn === claim.turn)?.text.slice(0, claim.start) ?? '';
  return [...before.map(({ text }) => text), own].join('\n').slice(-longestContext);
}
