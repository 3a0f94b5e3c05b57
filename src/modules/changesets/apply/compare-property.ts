import type { CrmPropertyChange, CrmReference } from '#contracts';
import { evaluatePolicy } from '../policy/evaluate-policy.ts';
import type { Ownership } from '../policy/policy.ts';
import { sameValue } from '../values/same-value.ts';
import type { Application } from './application.ts';
import { describeEntry } from './describe-entry.ts';
import type { Outcome } from './outcome.ts';
import { entriesSince } from './read-history.ts';
import type { FreshProperty } from './write-property.ts';

/** Null where it may be written: nothing has changed since it was planned, or nothing that matters to the policy. */
export async function compareProperty({
  application: { ctx, change, approved },
  target,
  fresh,
  value,
}: {
  application: Pick<Application, 'ctx' | 'change' | 'approved'>;
  target: CrmReference;
  fresh: FreshProperty;
  value: string;
}): Promise<Outcome | null> {
  const type = change.facts.value;
  if (sameValue({ type, left: fresh.value, right: value })) {
    return { state: 'refused', reason: 'The CRM has this value already.', set: { readBackValue: fresh.value } };
  }
  const since = entriesSince(fresh.history, { value: change.oldValue, at: change.oldValueAt });
  const unchanged = sameValue({ type, left: fresh.value, right: change.oldValue });
  const byPerson = change.oldValueAt === null ? newestByPerson(fresh) : since.find(({ source }) => source === 'person');
  const wasSeen = change.oldValueAt === null && unchanged && approved;
  if (byPerson !== undefined && !wasSeen) {
    const reason = `Since it was planned, ${await describeEntry({ ctx, target, entry: byPerson })}; that stands, and this is a suggestion beside it.`;
    return { state: 'conflict', reason, set: { ...planOn(fresh), readBackValue: fresh.value } };
  }
  if (unchanged) return null;
  if (approved) {
    const newest = fresh.history[0];
    const how = newest === undefined ? 'the value changed' : await describeEntry({ ctx, target, entry: newest });
    return { state: 'waiting', reason: `Since it was approved, ${how}: it is asked about again.`, set: planOn(fresh) };
  }
  const facts = { ...change.facts, ownership: ownershipIn(fresh) };
  const decision = evaluatePolicy({ policy: ctx.policy, facts });
  if (decision.verdict === 'automatic') return null;
  const reason = `Since it was planned, the value changed. ${decision.reason}.`;
  if (decision.verdict === 'refuse') return { state: 'refused', reason, set: { ...planOn(fresh), facts } };
  return { state: 'waiting', reason, set: { ...planOn(fresh), facts, verdict: 'ask' } };
}

/** Where no history was known when it was planned, only who wrote last can be told. */
function newestByPerson({ history }: FreshProperty): CrmPropertyChange | undefined {
  const newest = history[0];
  return newest?.source === 'person' ? newest : undefined;
}

export function planOn(fresh: FreshProperty): Pick<Outcome['set'], 'oldValue' | 'oldValueSource' | 'oldValueAt'> {
  const newest = fresh.history[0];
  return {
    oldValue: fresh.value,
    oldValueSource: newest?.source ?? null,
    oldValueAt: newest === undefined ? null : new Date(newest.at),
  };
}

function ownershipIn(fresh: FreshProperty): Ownership {
  if (fresh.history[0]?.source === 'person') return 'person';
  return fresh.value === null || fresh.value === '' ? 'none' : 'machine';
}
