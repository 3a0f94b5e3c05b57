import { type ChangeState, type DraftChange, noProperty, type PolicyVerdict, type Stakes } from '#contracts';
import { activityIn } from './activity-in.ts';
import type { ChangeContext } from './change-context.ts';
import { changeValue } from './change-value.ts';
import { identityOf } from './identity-of.ts';
import type { MirrorReader } from './mirror/create-mirror-reader.ts';
import type { ChangeRow } from './move-change.ts';
import { evaluatePolicy } from './policy/evaluate-policy.ts';
import type { ApprovalTerms, Ownership, ValueType } from './policy/policy.ts';
import type { PolicyFacts } from './policy/policy-facts.ts';
import { isMadeBySetup } from './setup-properties.ts';
import { sourceBehind } from './source-behind.ts';
import { checkValue } from './values/check-value.ts';
import { sameValue } from './values/same-value.ts';
import { valueTypeOf } from './values/value-type-of.ts';

/** What becomes of a draft: the parts of its row that the mirror, the rules of types and the policy decide. */
export interface Judgement {
  readonly action: DraftChange['action'];
  readonly identity: string;
  readonly oldValue: string | null;
  readonly oldValueSource: string | null;
  readonly oldValueAt: Date | null;
  readonly facts: PolicyFacts;
  readonly stakes: Stakes;
  readonly terms: ApprovalTerms;
  readonly verdict: PolicyVerdict;
  readonly policyRule: string;
  readonly reason: string;
  readonly state: ChangeState;
}

interface Found {
  readonly action: DraftChange['action'];
  readonly valueType: ValueType | null;
  readonly oldValue: string | null;
  readonly oldValueSource: string | null;
  readonly oldValueAt: Date | null;
  /** Why it is not written, whatever the policy says. */
  readonly refusal: { readonly rule: string; readonly reason: string } | null;
}

const stateFor: Readonly<Record<PolicyVerdict, ChangeState>> = {
  automatic: 'proposed',
  ask: 'waiting',
  suggest: 'suggested',
  refuse: 'refused',
};

const nothingThere = { valueType: null, oldValue: null, oldValueSource: null, oldValueAt: null };

/** Looks a draft up in the mirror, checks its value, looks for the same change elsewhere, then asks the policy. */
export async function judgeDraft({
  ctx,
  draft,
  tainted,
  mirror,
  others,
}: {
  ctx: ChangeContext;
  draft: DraftChange;
  tainted: boolean;
  mirror: MirrorReader;
  /** What is planned or was settled of the same kind before. */
  others: readonly ChangeRow[];
}): Promise<Judgement> {
  const found = await lookUp({ ctx, draft, mirror });
  const identity = identityOf(draft);
  const facts = factsOf({ draft, found, tainted });
  const decision = evaluatePolicy({ policy: ctx.policy, facts });
  const refusal = found.refusal ?? findTwin({ draft: { ...draft, action: found.action }, identity, found, others });
  const spoken =
    refusal === null
      ? decision
      : { ...decision, verdict: 'refuse' as const, policyRule: refusal.rule, reason: refusal.reason };
  return {
    action: found.action,
    identity,
    oldValue: found.oldValue,
    oldValueSource: found.oldValueSource,
    oldValueAt: found.oldValueAt,
    facts,
    stakes: facts.stakes,
    terms: decision.terms,
    verdict: spoken.verdict,
    policyRule: spoken.policyRule,
    reason: spoken.reason,
    state: stateFor[spoken.verdict],
  };
}

async function lookUp({
  ctx,
  draft,
  mirror,
}: {
  ctx: ChangeContext;
  draft: DraftChange;
  mirror: MirrorReader;
}): Promise<Found> {
  const { definitions } = mirror;
  const { action, target } = draft;
  if (action.type === 'create_property') return { action, ...nothingThere, refusal: null };
  if (action.type === 'create_activity') {
    const refusal =
      action.associatedWith.length === 0 ? no('no-record', 'An activity needs a record to stand on.') : null;
    return { action, ...nothingThere, refusal };
  }
  const record = target === null ? null : await mirror.record(target);
  if (target === null || record === null || record.gone) {
    return { action, ...nothingThere, refusal: no('no-record', 'The CRM has no such record, or no longer.') };
  }
  if (action.type !== 'set_property') return { action, ...nothingThere, refusal: null };
  const { property, value } = action;
  const definition = await definitions.property({ objectType: target.objectType, name: property });
  if (definition === null) {
    const refusal = withoutProperty({ fields: ctx.policy.fields, objectType: target.objectType, name: property });
    return { action, ...nothingThere, refusal };
  }
  const last = await mirror.lastChange({ recordId: record.recordId, property });
  const checked = checkValue({
    value,
    definition,
    pipeline: await definitions.pipelineOf(record),
    owners: valueTypeOf(definition) === 'owner' ? await definitions.owners() : [],
  });
  return {
    action: checked.ok ? { ...action, value: checked.value } : action,
    valueType: valueTypeOf(definition),
    oldValue: record.properties[property] ?? null,
    oldValueSource: last === null ? null : await sourceBehind({ ctx, target, last, type: valueTypeOf(definition) }),
    oldValueAt: last === null ? null : new Date(last.at),
    refusal: checked.ok ? null : no('value-does-not-fit', checked.reason),
  };
}

/** What a setup makes is waited for; anything else nobody makes by itself. */
function withoutProperty(place: Parameters<typeof isMadeBySetup>[0]): NonNullable<Found['refusal']> {
  const { objectType, name } = place;
  if (!isMadeBySetup(place)) return no('unknown-property', `The CRM has no property ${name} for a ${objectType}.`);
  const reason = `It waits for the property ${name} of a ${objectType}, which the CRM does not have yet: setting the CRM up proposes it, and once it is there this is planned again by itself.`;
  return { rule: noProperty, reason };
}

function no(rule: string, reason: string): { rule: string; reason: string } {
  return { rule: `check: ${rule}`, reason };
}

function factsOf({ draft, found, tainted }: { draft: DraftChange; found: Found; tainted: boolean }): PolicyFacts {
  const { action, target, confidence } = draft;
  const field = action.type === 'set_property' ? action.property : null;
  return {
    action: action.type,
    object: action.type === 'create_property' ? action.objectType : (target?.objectType ?? null),
    field,
    value: found.valueType,
    activity: activityIn(action),
    stakes: stakesOf({ action: action.type, value: found.valueType, field }),
    ownership: ownershipOf(found),
    tainted,
    confidence,
  };
}

/** A value without a history belongs to whoever brought it in, which was no machine of ours: it counts as a person's. */
function ownershipOf({ oldValue, oldValueSource }: Found): Ownership {
  if (oldValueSource === 'person') return 'person';
  if (oldValue === null || oldValue === '') return 'none';
  return oldValueSource === null ? 'person' : 'machine';
}

function stakesOf({ action, value, field }: Pick<PolicyFacts, 'action' | 'value' | 'field'>): Stakes {
  if (action === 'merge' || value === 'money' || value === 'stage' || field === 'closedate') return 'high';
  if (action === 'associate' || action === 'dissociate' || action === 'create_property' || value === 'owner')
    return 'medium';
  return 'low';
}

/**
 * The same change where it stands already, waits already, or was turned down for the same call. What became of a
 * property or a merge before does not count: it is proposed only while the CRM lacks the one or has both of the other.
 */
function findTwin({
  draft,
  identity,
  found,
  others,
}: {
  draft: DraftChange;
  identity: string;
  found: Found;
  others: readonly ChangeRow[];
}): { rule: string; reason: string } | null {
  const value = draft.action.type === 'set_property' ? draft.action.value : null;
  const stands = value !== null && sameValue({ type: found.valueType, left: value, right: found.oldValue });
  if (stands) return no('stands-already', 'The CRM has this value already.');
  const same = others.filter(
    (other) =>
      other.identity === identity && sameValue({ type: found.valueType, left: changeValue(other), right: value }),
  );
  const open = same.find(({ state }) => openStates.has(state));
  if (open !== undefined) return no('waits-already', `The change ${open.id} says the same and is ${open.state}.`);
  if (draft.action.type === 'create_property' || draft.action.type === 'merge') return null;
  const settled = same.find(
    (other) =>
      settledStates.has(other.state) &&
      (value === null || isOfSameCall(other, draft)) &&
      !isOutlived({ settled: other, draft }),
  );
  if (settled === undefined) return null;
  return no('settled-already', `The change ${settled.id} said the same and is ${settled.state}.`);
}

const openStates: ReadonlySet<ChangeState> = new Set([
  'proposed',
  'waiting',
  'suggested',
  'approved',
  'applying',
  'conflict',
  'undoing',
]);
/** What has come to an end and may have to be respected. */
export const settledStates: ReadonlySet<ChangeState> = new Set(['applied', 'rejected', 'undone', 'undo_refused']);

/**
 * What ties an activity is planned only while it does not stand so, whatever was done before; an activity that was taken
 * back stood on another deal than the one that the call is about now.
 */
function isOutlived({ settled, draft }: { settled: ChangeRow; draft: DraftChange }): boolean {
  const { action, target } = draft;
  if (action.type !== 'create_activity') return settled.state === 'applied' && activityIn(action) !== null;
  const stoodOnSubject = settled.targetType === 'deal' || settled.targetType === 'lead';
  const isSame = settled.targetType === target?.objectType && settled.targetId === target?.externalId;
  return settled.state === 'undone' && stoodOnSubject && !isSame;
}

function isOfSameCall(row: ChangeRow, draft: DraftChange): boolean {
  const calls = new Set(row.evidence.map(({ callId }) => callId));
  return draft.evidence.some(({ callId }) => callId !== null && calls.has(callId));
}
