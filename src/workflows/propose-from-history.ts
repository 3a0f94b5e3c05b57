import type { DraftChange } from '#contracts';
import { getCallSource } from '#modules/calls';
import { type PreviewedChange, previewChanges, proposeChangeSet } from '#modules/changesets';
import { dropContradicted, tieChanges } from '#modules/contradictions';
import { getLedgerItem, recordStation } from '#modules/ledger';
import { getMatch } from '#modules/matching';
import { SophiaError } from '#platform/errors';
import { type CallPlan, linksIn, planFromCall } from './propose-from-call.ts';
import type { WorkContext } from './workflow-dependencies.ts';

export interface ProposedFromHistory {
  readonly callId: string;
  readonly title: string | null;
  /** Null where nothing is left to propose, or where only a look was asked for. */
  readonly changeSetId: string | null;
  /** What was planned, that included which is not proposed, each with the reason. */
  readonly changes: readonly PreviewedChange[];
}

/**
 * Plans again from calls that are past, the newest first, and proposes what was never asked about. What a later call
 * says of a field stands over an earlier one; whoever set a value after a call knows more than the call.
 */
export async function proposeFromHistory({
  ctx,
  callIds,
  occasion,
  onlyLook,
}: {
  ctx: WorkContext;
  /** The newest first. */
  callIds: readonly string[];
  /** Part of the key: one occasion proposes once. Back-filled calls are looked at by a batch alone. */
  occasion: { readonly type: 'batch' | 'crm_event' | 'setup'; readonly key: string };
  onlyLook: boolean;
}): Promise<ProposedFromHistory[]> {
  const taken = new Set<string>();
  const results: ProposedFromHistory[] = [];
  for (const callId of callIds) {
    if (!(await isFollowed({ ctx, callId, occasion: occasion.type }))) continue;
    const plan = await planOf({ ctx, callId });
    if (plan === null || plan.drafts.length === 0) continue;
    if (occasion.type === 'crm_event' && isUnderWay({ ctx, plan })) continue;
    const changes = await preview({ ctx, plan, taken });
    for (const { identity } of changes) taken.add(identity);
    const drafts = changes.filter(({ state }) => state !== 'refused').map(({ draft }) => draft);
    const { title } = plan.report.result.call;
    const key = `${occasion.type}:${occasion.key}:${callId}`.slice(0, 300);
    const changeSetId = onlyLook || drafts.length === 0 ? null : await propose({ ctx, callId, plan, key, drafts });
    results.push({ callId, title, changeSetId, changes });
  }
  return results;
}

/** What is asked about a field in which the call contradicts the CRM settles that too. */
async function propose({
  ctx,
  callId,
  plan,
  key,
  drafts,
}: {
  ctx: WorkContext;
  callId: string;
  plan: CallPlan;
  key: string;
  drafts: DraftChange[];
}): Promise<string> {
  const { envelope, result } = plan.report;
  const title = result.call.title ?? 'A call without a title';
  const tainted = result.findings.flags.length > 0;
  const { changeSetId } = await proposeChangeSet({
    ctx,
    input: { kind: 'call', key, title, callId, analysisId: envelope.analysisId, tainted, drafts },
  });
  await tieChanges({ ctx, input: { changeSetId } });
  const source = await getCallSource({ ctx, input: { callId } });
  if (source !== null) {
    const { source: name, externalId } = source;
    await recordStation({ ctx, input: { source: name, externalId, stations: ['proposed'] } });
  }
  return changeSetId;
}

/** A call that is not analyzed, or no longer, has nothing to plan from. */
async function planOf({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<CallPlan | null> {
  try {
    const match = await getMatch({ ctx, input: { callId } });
    const plan = await planFromCall({ ctx, callId, links: linksIn(match) });
    return plan === null
      ? null
      : { ...plan, drafts: await dropContradicted({ ctx, input: { callId, drafts: plan.drafts } }) };
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'analysis.not-found') return null;
    throw error;
  }
}

const followUpMs = 15 * 60_000;

/** What follows a fresh analysis is about to propose by itself, and the ledger waits for that. */
function isUnderWay({ ctx, plan }: { ctx: WorkContext; plan: CallPlan }): boolean {
  return Date.parse(plan.report.envelope.analyzedAt) > ctx.clock.now().getTime() - followUpMs;
}

async function preview({
  ctx,
  plan,
  taken,
}: {
  ctx: WorkContext;
  plan: CallPlan;
  taken: ReadonlySet<string>;
}): Promise<PreviewedChange[]> {
  const { call, findings } = plan.report.result;
  const day = call.date === null ? null : `${call.date}T00:00:00.000Z`;
  const saidAt = new Date(call.startedAt ?? day ?? plan.report.envelope.analyzedAt).toISOString();
  const tainted = findings.flags.length > 0;
  const changes = await previewChanges({ ctx, input: { saidAt, tainted, drafts: [...plan.drafts] } });
  const reason = 'A later call speaks of the same.';
  return changes.map((change) =>
    taken.has(change.identity) ? { ...change, state: 'refused', verdict: 'refuse', reason } : change,
  );
}

/** A call of a file has no place in the CRM; what was kept out of the ledger stays out. */
async function isFollowed({
  ctx,
  callId,
  occasion,
}: {
  ctx: WorkContext;
  callId: string;
  occasion: 'batch' | 'crm_event' | 'setup';
}): Promise<boolean> {
  const source = await getCallSource({ ctx, input: { callId } });
  if (source === null) return false;
  const item = await getLedgerItem({ ctx, input: source });
  if ((item?.excluded ?? null) !== null) return false;
  return occasion === 'batch' || item?.backfill !== true;
}
