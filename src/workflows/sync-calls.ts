import { z } from 'zod';
import {
  listWaiting,
  lookAtHeldCalls,
  type PolledPage,
  pollCalls,
  readSyncCursor,
  saveSyncCursor,
  saveSyncProblem,
  syncTrackers,
} from '#modules/intake';
import { findVanished, listGaps, recordDrift, recordGap } from '#modules/ledger';
import { moveWork, scheduleWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { isCrmMirrored } from './is-crm-mirrored.ts';
import { afterNextDay } from './next-day-of.ts';
import { takeIn } from './take-in.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const SyncCallsInput = z.strictObject({
  workspaceId: z.string(),
  /** A range of its own, for history; null goes on where the last one ended, with a day of overlap. */
  range: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
  /** Looks at all that is older than the overlap again: whether it is there still, and not private by now. */
  review: z.boolean().default(false),
  requestId: z.string(),
});

const callsPerStep = 20;
const overlapMs = 24 * 3_600_000;
const firstLookMs = 92 * 24 * 3_600_000;
const restarts = 3;
/** After a look at everything, the next one waits so long, whenever it is asked for. */
const reviewedForMs = 12 * 3_600_000;
const mostLateTranscripts = 200;
/** Of a transcript that is asked for again so late: one more look, and the gap stands as it did. */
const lastAttempt = 6;

/**
 * Reads what the source of calls lists, takes in what is new, and names what has vanished. Webhooks and this heal each
 * other. Where the requests of a day are used up, what does not come back by itself soon goes on in the next one.
 */
export function syncCalls({ contextFor, random }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'sync-calls',
    queue: 'call-sync',
    input: SyncCallsInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'sync-calls' } });
      try {
        return input.review
          ? await review({ run, ctx, random })
          : await look({ taking: { run, ctx, random }, asked: input.range });
      } catch (error) {
        const dueAt = afterNextDay({ error, random });
        if (dueAt === null) throw error;
        await run.step('put-off-to-the-next-day', () =>
          goOnInNextDay({ ctx, asked: input.range, isReview: input.review === true, dueAt }),
        );
        return { listed: 0, taken: 0 };
      }
    },
  });
}

async function look({
  taking: { run, ctx, random },
  asked,
}: {
  taking: Taking;
  asked: Range | null;
}): Promise<{ listed: number; taken: number }> {
  const { isFirst, ...range } =
    asked === null ? await run.step('plan-the-range', () => planRange(ctx)) : { ...asked, isFirst: false };
  // Where the list is refused this look comes again in minutes, and nothing is to be mirrored for each of them.
  const isListedFirst = isFirst && (await run.patch('list-before-mirroring'));
  if (isFirst && !isListedFirst) await mirrorFirst({ run, ctx });
  const listed = await listAll({ run, ctx, range, backfill: isFirst || asked !== null });
  if (isListedFirst) await mirrorFirst({ run, ctx });
  await run.step('name-what-vanished', () => nameVanished({ ctx, range, listed }));
  const taken = await takeInWaiting({ run, ctx, random });
  if (asked === null) {
    await run.step('keep-the-place', () =>
      saveSyncCursor({
        ctx,
        input: { source: 'gong', stream: 'calls', position: { through: range.to }, count: listed.length },
      }),
    );
    await run.step('look-at-trackers', () => lookAtTrackers(ctx));
    if (isFirst) await run.step('note-review', () => noteReview(ctx, listed.length));
  }
  return { listed: listed.length, taken };
}

/** A range that somebody has named is begun once and a review once a day; the usual look comes back in minutes. */
async function goOnInNextDay({
  ctx,
  asked,
  isReview,
  dueAt,
}: {
  ctx: WorkContext;
  asked: Range | null;
  isReview: boolean;
  dueAt: Date;
}): Promise<null> {
  if (asked !== null) {
    const subject = `${asked.from}/${asked.to}`;
    await scheduleWork({ ctx, kind: 'backfill-calls', subject, payload: { ...asked }, dueAt });
  } else if (isReview) {
    await moveWork({ ctx, kind: 'review-calls', subject: 'all', dueAt });
  }
  return null;
}

interface Taking {
  readonly run: WorkflowRun;
  readonly ctx: WorkContext;
  readonly random: () => number;
}

/**
 * What is older than the overlap, once a day, and by its id what is held and older than what is listed: a call that has
 * turned private since is taken out, one that is gone is named, one that came late is taken in as history, and a transcript that never came is asked for once more.
 */
async function review({ run, ctx, random }: Taking): Promise<{ listed: number; taken: number }> {
  const range = await run.step('plan-the-review', () => planReview(ctx));
  if (range === null) return { listed: 0, taken: 0 };
  const listed = await listAll({ run, ctx, range, backfill: true });
  await run.step('name-what-vanished', () => nameVanished({ ctx, range, listed }));
  const taken = await takeInWaiting({ run, ctx, random });
  const late = await run.step('find-late-transcripts', () => findLate({ ctx, listed }));
  for (let start = 0; start < late.length; start += callsPerStep) {
    const calls = late.slice(start, start + callsPerStep).map((externalId) => ({ externalId, inboxId: null }));
    await takeIn({ run, ctx, random, label: `late-${start}`, calls, attempts: lastAttempt });
  }
  if (await run.patch('look-at-held-calls')) await lookAtOlder({ run, ctx, before: range.from });
  await run.step('note-review', () => noteReview(ctx, listed.length));
  return { listed: listed.length, taken: taken + late.length };
}

/** By their ids: to list their time again would take in what nobody has asked for. */
async function lookAtOlder({ run, ctx, before }: Pick<Taking, 'run' | 'ctx'> & { before: string }): Promise<void> {
  let after: string | null = null;
  for (let part = 1; part === 1 || after !== null; part += 1) {
    const from: string | null = after;
    const looked: { readonly after: string | null } = await run.step({ name: `held-${part}`, maxAttempts: 3 }, () =>
      lookAtHeldCalls({ ctx, input: { before, after: from } }),
    );
    after = looked.after;
  }
}

/** Null before the first look at all, which sees everything, and soon after another review. */
async function planReview(ctx: WorkContext): Promise<Range | null> {
  const first = await readSyncCursor({ ctx, input: { source: 'gong', stream: 'calls' } });
  const last = await readSyncCursor({ ctx, input: { source: 'gong', stream: 'calls-review' } });
  const nowMs = ctx.clock.now().getTime();
  const lastMs = last === null ? 0 : Date.parse(last.lastSuccessAt);
  if (first === null || nowMs - lastMs < reviewedForMs) return null;
  return { from: new Date(nowMs - firstLookMs).toISOString(), to: new Date(nowMs - overlapMs).toISOString() };
}

async function noteReview(ctx: WorkContext, count: number): Promise<null> {
  const position = { through: ctx.clock.now().toISOString() };
  return saveSyncCursor({ ctx, input: { source: 'gong', stream: 'calls-review', position, count } });
}

async function findLate({ ctx, listed }: { ctx: WorkContext; listed: readonly string[] }): Promise<string[]> {
  const { gaps } = await listGaps({ ctx, input: { limit: mostLateTranscripts } });
  return gaps
    .filter(({ source, cause }) => source === 'gong' && cause === 'transcript_never_came')
    .map(({ externalId }) => externalId)
    .filter((externalId) => listed.includes(externalId));
}

/**
 * History can only be matched to what the CRM holds; a CRM that does not answer is no reason to do without the calls. A
 * look that comes again because taking in had failed finds it mirrored, and what changes since is read by itself. Who our
 * people are at Gong is read all the same where only the CRM was there before.
 */
async function mirrorFirst({ run, ctx }: { run: WorkflowRun; ctx: WorkContext }): Promise<void> {
  const { workspaceId, requestId } = ctx;
  const isMirrored = (await run.patch('mirror-once')) && (await run.step('is-mirrored', () => isCrmMirrored(ctx)));
  const arePeopleRead = (await run.patch('people-apart'))
    ? await run.step('are-people-read', () => arePeopleOfGongRead(ctx))
    : isMirrored;
  const people = { workflowName: 'sync-people', input: { workspaceId, requestId } };
  const crm = { workflowName: 'sync-crm', input: { workspaceId, requestId, mode: 'full', traceparent: null } };
  const first = [...(arePeopleRead ? [] : [people]), ...(isMirrored ? [] : [crm])];
  for (const { workflowName, input } of first) {
    const workflowId = `${workflowName}:${workspaceId}:first:${run.workflowId}`;
    await run.start({ workflowName, workflowId, input });
    try {
      await run.resultOf(workflowId);
    } catch (error) {
      ctx.log.warn({ err: error, workflowName }, 'History is taken in before the CRM could be read');
    }
  }
}

async function arePeopleOfGongRead(ctx: WorkContext): Promise<boolean> {
  return (await readSyncCursor({ ctx, input: { source: 'gong', stream: 'people' } })) !== null;
}

interface Range {
  readonly from: string;
  readonly to: string;
}

const Position = z.object({ through: z.iso.datetime() });

/** The first look takes history in; a range that somebody names is history as well. */
async function planRange(ctx: WorkContext): Promise<Range & { readonly isFirst: boolean }> {
  const cursor = await readSyncCursor({ ctx, input: { source: 'gong', stream: 'calls' } });
  const now = ctx.clock.now();
  const through = cursor === null ? null : Position.parse(cursor.position).through;
  const from = through === null ? now.getTime() - firstLookMs : Date.parse(through) - overlapMs;
  return { from: new Date(from).toISOString(), to: now.toISOString(), isFirst: through === null };
}

/** A page a step. Where the vendor's cursor has expired the range begins again: what is known already is recognized. */
async function listAll({
  run,
  ctx,
  range,
  backfill,
}: {
  run: WorkflowRun;
  ctx: WorkContext;
  range: Range;
  backfill: boolean;
}): Promise<string[]> {
  const listed = new Set<string>();
  let cursor: string | null = null;
  let begun = 1;
  for (let number = 1; ; number += 1) {
    const asked: string | null = cursor;
    const page: PolledPage | 'expired' = await run.step({ name: `page-${begun}-${number}`, maxAttempts: 3 }, () =>
      pollPage({ ctx, range, cursor: asked, backfill }),
    );
    if (page === 'expired') {
      begun += 1;
      cursor = null;
      if (begun > restarts) {
        throw new SophiaError(
          'vendor.cursor-expired',
          `The list of calls expired ${restarts} times while it was read.`,
        );
      }
      continue;
    }
    for (const externalId of page.externalIds) listed.add(externalId);
    cursor = page.cursor;
    if (cursor === null) return [...listed];
  }
}

async function pollPage({
  ctx,
  range,
  cursor,
  backfill,
}: {
  ctx: WorkContext;
  range: Range;
  cursor: string | null;
  backfill: boolean;
}): Promise<PolledPage | 'expired'> {
  try {
    return await pollCalls({ ctx, input: { from: range.from, to: range.to, cursor, backfill } });
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    if (error.code === 'vendor.cursor-expired') return 'expired';
    const problem = { code: error.code, message: error.message };
    // Whatever range was asked for: the look that comes every few minutes is the one that finds it mended.
    await saveSyncProblem({ ctx, input: { source: 'gong', stream: 'calls', problem } });
    throw error;
  }
}

async function nameVanished({
  ctx,
  range,
  listed,
}: {
  ctx: WorkContext;
  range: Range;
  listed: readonly string[];
}): Promise<number> {
  const { vanished } = await findVanished({
    ctx,
    input: { source: 'gong', from: new Date(range.from), to: new Date(range.to), listed },
  });
  for (const { externalId, title, day, isStored } of vanished) {
    if (isStored) {
      const line = { label: `${title ?? externalId} (${day})`, difference: 'vanished', before: null, after: null };
      const key = `vanished:${externalId}`;
      const drift = { source: 'gong', what: 'calls', key, severity: 'medium', lines: [line] } as const;
      await recordDrift({ ctx, input: { ...drift, lines: [line] } });
    }
    await recordGap({
      ctx,
      input: {
        source: 'gong',
        externalId,
        missing: 'stored',
        cause: 'vanished_at_source',
        detail: 'The source listed this call before and does not any more.',
        nextAttemptAt: null,
      },
    });
  }
  return vanished.length;
}

/** What Gong counts is beside the calls: that it cannot be read is no reason to do without them. */
async function lookAtTrackers(ctx: WorkContext): Promise<number> {
  try {
    return (await syncTrackers({ ctx })).differences;
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    ctx.log.info({ code: error.code }, 'The trackers of the source of calls could not be read');
    return 0;
  }
}

interface WaitingPart {
  readonly waiting: readonly { readonly inboxId: string; readonly subject: string }[];
}

/** Everything that waits in the inbox, from this look or from one that was cut short. */
async function takeInWaiting({ run, ctx, random }: Taking): Promise<number> {
  let last: string | null = null;
  let taken = 0;
  for (let part = 1; ; part += 1) {
    const afterInboxId: string | null = last;
    const { waiting }: WaitingPart = await run.step(`waiting-${part}`, () =>
      listWaiting({
        ctx,
        input: { source: 'gong', kind: 'call.listed', afterInboxId, limit: callsPerStep },
      }),
    );
    const calls = waiting.map(({ inboxId, subject }) => ({ inboxId, externalId: subject }));
    await takeIn({ run, ctx, random, label: `part-${part}`, calls, attempts: 1 });
    taken += calls.length;
    last = waiting.at(-1)?.inboxId ?? null;
    if (waiting.length < callsPerStep) return taken;
  }
}
