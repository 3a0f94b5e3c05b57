import type { CrmReference } from '#contracts';
import type { Context } from '#platform/context';
import { planOn } from './compare-property.ts';
import { describeEntry, quoteValue } from './describe-entry.ts';
import type { Outcome } from './outcome.ts';
import type { HistoryVerdict } from './read-history.ts';
import type { FreshProperty } from './write-property.ts';

/** Where a change is left by what the CRM's history says of its write. */
export async function outcomeOfVerdict({
  ctx,
  target,
  property,
  verdict,
  fresh,
}: {
  ctx: Context;
  target: CrmReference;
  property: string;
  verdict: HistoryVerdict;
  fresh: FreshProperty;
}): Promise<Outcome> {
  const set = { readBackValue: fresh.value };
  switch (verdict.type) {
    case 'written':
      return { state: 'applied', reason: null, set: { ...set, externalId: target.externalId } };
    case 'ignored':
      return {
        state: 'not_applied',
        reason: `The CRM took the value and did not keep it: there is ${fresh.value === null ? 'nothing' : await quoteValue({ ctx, target, property, value: fresh.value })} now.`,
        set,
      };
    case 'person_between':
      return {
        state: 'conflict',
        reason: `While it was written, ${await describeEntry({ ctx, target, entry: verdict.entry })}; that was put back.`,
        set: { ...set, ...planOn(fresh) },
      };
    case 'changed_after':
      return {
        state: 'conflict',
        reason: `Right after it was written, ${await describeEntry({ ctx, target, entry: verdict.entry })}; that stands.`,
        set: { ...set, ...planOn(fresh) },
      };
  }
}
