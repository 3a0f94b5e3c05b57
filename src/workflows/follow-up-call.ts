import { z } from 'zod';
import { getCallSource } from '#modules/calls';
import { listMisplaced } from '#modules/changesets';
import { trackCommitments } from '#modules/commitments';
import { analyzeCall, findOutdatedTrackers, getReport } from '#modules/insights';
import { getLedgerItem, recordFollowed, recordStation } from '#modules/ledger';
import { getMatch, matchCall } from '#modules/matching';
import { requestNotification } from '#modules/notifications';
import { withSpan } from '#platform/telemetry';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import { noteForSearch } from './note-for-search.ts';
import { type CallLinks, linksIn, type ProposedFromCall, proposeFromCall } from './propose-from-call.ts';
import { tellContradictions } from './tell-contradictions.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const FollowUpCallInput = z.strictObject({
  workspaceId: z.string(),
  callId: z.string(),
  requestId: z.string(),
  /** Left out by a run that was begun before it was noted. */
  traceparent: z.string().nullable().default(null),
});

interface Subject {
  readonly source: string;
  readonly externalId: string;
  readonly backfill: boolean;
}

/**
 * What follows once a call of a source is analyzed, or is found to be about something: match it, follow the promises,
 * propose the changes, ask for what the policy does not let through, tell the account's channel. History is matched and
 * followed, and nothing of it is written or told.
 */
export function followUpCall({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'follow-up-call',
    queue: 'follow-ups',
    input: FollowUpCallInput,
    run: async ({ run, input }) => {
      const { workspaceId, callId, requestId, traceparent } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'follow-up-call' } });
      const { subject, analyzedAnew } = await run.step({ name: 'match', maxAttempts: 3 }, () =>
        withSpan({ name: 'call.match', traceparent }, () => lookAndMatch({ ctx, callId })),
      );
      if (subject === null) return { state: 'not_followed' };
      if (analyzedAnew === true) return { state: 'analyzed_anew' };
      await run.step('follow-promises', () =>
        withSpan({ name: 'call.follow_promises', traceparent }, () => followPromises({ ctx, callId })),
      );
      const proposed = await run.step({ name: 'propose', maxAttempts: 3 }, () =>
        withSpan({ name: 'call.propose', traceparent }, () => propose({ ctx, callId, subject })),
      );
      await run.step('tell', () =>
        withSpan({ name: 'call.tell', traceparent }, () => recordAndTell({ ctx, callId, subject, proposed })),
      );
      return { state: 'followed', ...proposed };
    },
  });
}

const nothing: CallLinks = { dealRecordId: null, leadRecordId: null, companyRecordId: null, contactRecordIds: [] };

async function lookAndMatch({
  ctx,
  callId,
}: {
  ctx: WorkContext;
  callId: string;
}): Promise<{ subject: Subject | null; links: CallLinks; analyzedAnew?: boolean }> {
  const subject = await look({ ctx, callId });
  if (subject === null) return { subject, links: nothing };
  const links = await match({ ctx, callId });
  return { subject, links, analyzedAnew: await analyzeAnew({ ctx, callId }) };
}

/**
 * Where other keyword trackers are for the call than before it was matched so, the rules analyze it once more, and what
 * follows begins again with that. What a model has made is not paid for twice: it stays as it is.
 */
async function analyzeAnew({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<boolean> {
  const outdated = await findOutdatedTrackers({ ctx, input: { callId } });
  if (outdated === null || outdated.engine !== 'rules' || outdated.names.length === 0) return false;
  const { version } = outdated;
  const { outcome } = await analyzeCall({ ctx, input: { callId, version, engine: 'rules', anew: true } });
  return outcome === 'analyzed';
}

async function look({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<Subject | null> {
  const source = await getCallSource({ ctx, input: { callId } });
  if (source === null) return null;
  const item = await getLedgerItem({ ctx, input: source });
  if ((item?.excluded ?? null) !== null) return null;
  await recordStation({
    ctx,
    input: { source: source.source, externalId: source.externalId, callId, stations: ['stored', 'analyzed'] },
  });
  return { source: source.source, externalId: source.externalId, backfill: item?.backfill ?? false };
}

async function match({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<CallLinks> {
  return linksIn(await matchCall({ ctx, input: { callId } }));
}

/** Somebody may have said what the call is about since this run has matched it, and a run may go on much later. */
async function linksNow({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<CallLinks> {
  return linksIn(await getMatch({ ctx, input: { callId } }));
}

async function propose({
  ctx,
  callId,
  subject: { backfill },
}: {
  ctx: WorkContext;
  callId: string;
  subject: Subject;
}): Promise<ProposedFromCall> {
  return proposeFromCall({ ctx, callId, links: await linksNow({ ctx, callId }), backfill });
}

async function followPromises({
  ctx,
  callId,
}: {
  ctx: WorkContext;
  callId: string;
}): Promise<{ made: number; kept: number; broken: number }> {
  const report = await getReport({ ctx, input: { callId, analysisId: null } });
  const { dealRecordId, companyRecordId } = await linksNow({ ctx, callId });
  const followed = await trackCommitments({ ctx, input: { report, dealRecordId, companyRecordId } });
  if (followed.made > 0) await noteForSearch({ ctx, kind: 'call', ids: [callId] });
  return followed;
}

/** Of history nothing was proposed, and nothing is told. */
async function recordAndTell({
  ctx,
  callId,
  subject,
  proposed,
}: {
  ctx: WorkContext;
  callId: string;
  subject: Subject;
  proposed: ProposedFromCall;
}): Promise<null> {
  const { source, externalId, backfill } = subject;
  if (backfill) return recordFollowed({ ctx, input: { source, externalId } });
  await recordProposed({ ctx, subject, proposed });
  const { corrections = 0 } = await linksNow({ ctx, callId });
  await tellMisplaced({ ctx, callId, subject, corrections });
  return tell({ ctx, callId, proposed });
}

/** Whoever looks after Sophia is told once of each correction after which something stands where it does not belong. */
async function tellMisplaced({
  ctx,
  callId,
  subject: { source, externalId },
  corrections,
}: {
  ctx: WorkContext;
  callId: string;
  subject: Subject;
  corrections: number;
}): Promise<void> {
  if (corrections === 0 || ctx.connections.chat.state === 'off') return;
  if ((await listMisplaced({ ctx, input: { callId } })).length === 0) return;
  const cause = 'written_elsewhere';
  const key = `gap:${source}:${externalId}:${cause}:${corrections}`;
  await requestNotification({
    ctx,
    input: { kind: 'gap', key, severity: 'medium', subject: { source, externalId, cause } },
  });
}

async function recordProposed({
  ctx,
  subject,
  proposed,
}: {
  ctx: WorkContext;
  subject: Subject;
  proposed: { changeSetId: string | null; open: number };
}): Promise<null> {
  const { source, externalId } = subject;
  const hasNothingToWrite = proposed.changeSetId === null || proposed.open === 0;
  return recordStation({
    ctx,
    input: { source, externalId, stations: hasNothingToWrite ? ['proposed', 'written'] : ['proposed'] },
  });
}

/** The key says that a call is told of once, however often it is matched anew. */
async function tell({
  ctx,
  callId,
  proposed,
}: {
  ctx: WorkContext;
  callId: string;
  proposed: Omit<ProposedFromCall, 'open'>;
}): Promise<null> {
  if (ctx.connections.chat.state === 'off') return null;
  await requestNotification({
    ctx,
    input: { kind: 'call_summary', key: `call_summary:${callId}`, severity: 'low', subject: { callId } },
  });
  const { changeSetId, waiting, offChangeSetIds = [] } = proposed;
  const asking = [...(changeSetId !== null && waiting > 0 ? [changeSetId] : []), ...offChangeSetIds];
  for (const asked of asking) {
    const key = `approval_request:${asked}`;
    const input = {
      kind: 'approval_request',
      key,
      severity: 'medium',
      subject: { changeSetId: asked, callId },
    } as const;
    await requestNotification({ ctx, input });
  }
  await tellContradictions({ ctx, contradictionIds: proposed.contradictionIds });
  return null;
}
