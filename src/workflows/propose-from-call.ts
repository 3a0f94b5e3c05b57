import { createHash } from 'node:crypto';
import type { AnalysisReport, CrmReference, DraftChange } from '#contracts';
import { getCallSource } from '#modules/calls';
import {
  chooseSetKey,
  expireMisplaced,
  findCompetitorField,
  listWrittenActivities,
  planActivityTies,
  planCallChanges,
  proposeChangeSet,
} from '#modules/changesets';
import { dropContradicted, noteStatements, reviewContradictions, tieChanges } from '#modules/contradictions';
import {
  type CrmRecordRow,
  type DealOverview,
  getDealOverview,
  getRecord,
  listDefinitions,
  listRecordsById,
} from '#modules/crm';
import { getReport } from '#modules/insights';
import type { CallLink, CallMatch } from '#modules/matching';
import { endOtherVersions } from './end-other-versions.ts';
import type { WorkContext } from './workflow-dependencies.ts';

/** What a call is about, by the ids of the mirror. */
export interface CallLinks {
  readonly dealRecordId: string | null;
  /** Where it is about no deal; absent in what an earlier release has noted. */
  readonly leadRecordId?: string | null;
  readonly companyRecordId: string | null;
  readonly contactRecordIds: readonly string[];
  /** How often somebody has said what it is about; absent in what an earlier release has noted. */
  readonly corrections?: number;
  /** Deals between which nothing decides yet; absent in what an earlier release has noted. */
  readonly mayBeRecordIds?: readonly string[];
}

export interface ProposedFromCall {
  readonly changeSetId: string | null;
  /** Changes that are to be written or decided. */
  readonly open: number;
  readonly waiting: number;
  readonly contradictionIds: readonly string[];
  /** Sets beside it of which something waits: to be taken off records that the call is not about, a set each, or tied late. */
  readonly offChangeSetIds?: readonly string[];
}

export interface CallPlan {
  readonly report: AnalysisReport;
  readonly deal: DealOverview | null;
  readonly drafts: readonly DraftChange[];
  /** The deal or lead, and the contacts. */
  readonly about: readonly CrmRecordRow[];
  /** How often the words of the call have returned to an earlier version. */
  readonly returns: number;
}

/** What a call is about, by its links; null is a call of which that was never looked for. */
export function linksIn(match: Pick<CallMatch, 'links' | 'corrections' | 'candidates'> | null): CallLinks {
  const links = match?.links ?? [];
  function idsOf(objectType: CallLink['objectType']): string[] {
    return links.filter((link) => link.objectType === objectType).map(({ recordId }) => recordId);
  }
  const dealRecordId = idsOf('deal')[0] ?? null;
  return {
    dealRecordId,
    leadRecordId: dealRecordId === null ? (idsOf('lead')[0] ?? null) : null,
    companyRecordId: idsOf('company')[0] ?? null,
    contactRecordIds: idsOf('contact'),
    corrections: match?.corrections ?? 0,
    mayBeRecordIds: (match?.candidates ?? []).map(({ recordId }) => recordId),
  };
}

/** What a call would change in the CRM as the mirror has it now; null where the call is about no deal, no lead and nobody. */
export async function planFromCall({
  ctx,
  callId,
  links,
}: {
  ctx: WorkContext;
  callId: string;
  links: CallLinks;
}): Promise<CallPlan | null> {
  const { dealRecordId, leadRecordId = null, contactRecordIds } = links;
  if (dealRecordId === null && leadRecordId === null && contactRecordIds.length === 0) return null;
  const dealRecord = dealRecordId === null ? null : await currentRecord({ ctx, recordId: dealRecordId });
  const deal = dealRecord === null ? null : await getDealOverview({ ctx, input: { recordId: dealRecord.recordId } });
  const report = await getReport({ ctx, input: { callId, analysisId: null } });
  const contacts: CrmRecordRow[] = [];
  for (const recordId of contactRecordIds) contacts.push(await currentRecord({ ctx, recordId }));
  const source = await getCallSource({ ctx, input: { callId } });
  const lead = leadRecordId === null ? null : await currentRecord({ ctx, recordId: leadRecordId });
  const planned = planCallChanges({
    report,
    call: { callId, externalId: source?.externalId ?? null, url: source?.url ?? null },
    deal,
    lead,
    contacts,
    owners: await listDefinitions({ ctx, input: { kind: 'owner', scope: null } }),
    fields: ctx.policy.fields,
  });
  const subject = deal?.deal ?? lead;
  const about = [...(subject === null ? [] : [subject]), ...contacts];
  const written = await listWrittenActivities({ ctx, input: { callId } });
  const isCorrected = (links.corrections ?? 0) > 0;
  const ties = planActivityTies({ callId, drafts: planned, written, about, isCorrected });
  return { report, deal, drafts: [...planned, ...ties], about, returns: source?.returns ?? 0 };
}

/** Links follow a merge a moment later than the mirror; what is planned is for the record that is left. */
async function currentRecord({ ctx, recordId }: { ctx: WorkContext; recordId: string }): Promise<CrmRecordRow> {
  let record = await getRecord({ ctx, input: { recordId } });
  for (let step = 0; record.mergedInto !== null && step < mostMerges; step += 1) {
    record = await getRecord({ ctx, input: { recordId: record.mergedInto } });
  }
  return record;
}

const mostMerges = 20;

/** Plans what a call changes, holds what it says against the CRM, and proposes the set; of history nothing is proposed. */
export async function proposeFromCall({
  ctx,
  callId,
  links,
  backfill,
}: {
  ctx: WorkContext;
  callId: string;
  links: CallLinks;
  backfill: boolean;
}): Promise<ProposedFromCall> {
  const plan = await planFromCall({ ctx, callId, links });
  await endOtherVersions({ ctx, callId });
  const about = (plan?.about ?? []).map(referenceTo);
  // While nothing decides between deals, nothing says that it is not the one of before.
  const candidates = await listRecordsById({ ctx, input: { recordIds: links.mayBeRecordIds ?? [] } });
  const mayBe = [...candidates.values()].map(referenceTo);
  const isCorrected = (links.corrections ?? 0) > 0;
  await expireMisplaced({ ctx, input: { callId, about, mayBe, isCorrected } });
  const contradictionIds = await findContradictions({ ctx, callId, deal: plan?.deal ?? null });
  const nothing = { changeSetId: null, open: 0, waiting: 0, contradictionIds };
  if (plan === null || backfill || ctx.connections.crm.state === 'off') return nothing;
  const said = await dropContradicted({ ctx, input: { callId, drafts: plan.drafts } });
  if (said.length === 0) return nothing;
  const key = await chooseSetKey({ ctx, input: { callId, base: baseOf({ ...plan, links }), about } });
  const drafts = said.filter(({ action }) => action.type !== 'dissociate');
  const [{ changeSetId, changes }, ...late] = await proposeWithLate({ ctx, plan, key, drafts });
  const offChangeSetIds = [...askingIn(late), ...(await proposeTakingOff({ ctx, plan, key }))];
  const waiting = changes.filter(({ state }) => state === 'waiting').length;
  if (waiting > 0) await tieChanges({ ctx, input: { changeSetId } });
  const all = [...changes, ...late.flatMap((set) => set.changes)];
  const open = all.filter(({ state }) => state === 'waiting' || state === 'proposed').length;
  return { changeSetId, open, waiting, contradictionIds, offChangeSetIds };
}

function referenceTo({ objectType, externalId }: CrmRecordRow): CrmReference {
  return { objectType, externalId };
}

type ProposedSet = Awaited<ReturnType<typeof proposeChangeSet>>;

function askingIn(sets: readonly ProposedSet[]): string[] {
  const asking = sets.filter(({ changes }) => changes.some(({ state }) => state === 'waiting'));
  return asking.map(({ changeSetId }) => changeSetId);
}

/** What ties an activity that was written only after the set was proposed is a set of its own. */
async function proposeWithLate(options: Parameters<typeof propose>[0]): Promise<[ProposedSet, ...ProposedSet[]]> {
  const first = await propose(options);
  const known = new Set(first.changes.map(tieOf));
  const late = options.drafts.filter((draft) => activityTies.has(draft.rule) && !known.has(tieOf(draft)));
  if (late.length === 0) return [first];
  const hash = createHash('sha256').update(late.map(tieOf).sort().join('\n')).digest('hex').slice(0, 12);
  return [first, await propose({ ...options, key: `${options.key}:late:${hash}`, drafts: late })];
}

const activityTies: ReadonlySet<string> = new Set(['activity-on-record', 'activity-off-record']);

function tieOf({ target, action }: Pick<DraftChange, 'target' | 'action'>): string {
  const other = action.type === 'associate' ? action.to : action.type === 'dissociate' ? action.from : null;
  const ends = [target, other].map((end) => `${end?.objectType}:${end?.externalId}`);
  return [action.type, ...ends].join(' ');
}

function propose({
  ctx,
  plan: { report },
  key,
  drafts,
}: {
  ctx: WorkContext;
  plan: CallPlan;
  key: string;
  drafts: readonly DraftChange[];
}): ReturnType<typeof proposeChangeSet> {
  const { envelope, result } = report;
  return proposeChangeSet({
    ctx,
    input: {
      kind: 'call',
      key,
      title: result.call.title ?? 'A call without a title',
      callId: envelope.callId,
      analysisId: envelope.analysisId,
      tainted: result.findings.flags.length > 0,
      drafts: [...drafts],
    },
  });
}

/** Returns the sets of which something waits for a word. */
async function proposeTakingOff({
  ctx,
  plan,
  key,
}: {
  ctx: WorkContext;
  plan: CallPlan;
  key: string;
}): Promise<string[]> {
  const off = plan.drafts.filter(({ action }) => action.type === 'dissociate');
  const waiting: string[] = [];
  for (const [place, drafts] of Map.groupBy(off, ({ target }) => `${target?.objectType}:${target?.externalId}`)) {
    waiting.push(...askingIn(await proposeWithLate({ ctx, plan, key: `${key}:off:${place}`, drafts })));
  }
  return waiting;
}

/**
 * One set for a version of a call and what it is about: a corrected match is planned anew, also where it is the one of
 * before again. So is a version that is the current one again: what was proposed because of it has ended since.
 */
function baseOf({ report, links, returns }: { report: AnalysisReport; links: CallLinks; returns: number }): string {
  const { callId, callVersion } = report.envelope;
  const subject = links.dealRecordId ?? links.leadRecordId ?? links.companyRecordId ?? 'contacts';
  const version = returns === 0 ? `v${callVersion}` : `v${callVersion}.r${returns}`;
  const { corrections = 0 } = links;
  return `call:${callId}:${version}:${subject}${corrections === 0 ? '' : `:c${corrections}`}`;
}

/** Notes what the call says of fields of the CRM; what it said of another deal before is no longer held against that. */
async function findContradictions({
  ctx,
  callId,
  deal,
}: {
  ctx: WorkContext;
  callId: string;
  deal: DealOverview | null;
}): Promise<readonly string[]> {
  const named = ctx.policy.fields.competitor;
  const field = deal === null ? undefined : findCompetitorField({ definitions: deal.definitions, named });
  const { recordIds } = await noteStatements({
    ctx,
    input: { callId, dealRecordId: deal?.deal.recordId ?? null, competitorField: field?.name ?? null },
  });
  return (await reviewContradictions({ ctx, input: { recordIds } })).found;
}
