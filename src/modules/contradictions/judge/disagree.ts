import type { Statement } from '../statements/statement.ts';
import { compareValue } from './compare-value.ts';

type Said = Pick<Statement, 'kind' | 'sense' | 'value'>;

/** Words that lie farther apart than this are about two states of the deal. */
const togetherMs = 14 * 86_400_000;

/**
 * Whether a call and an e-mail of the same days cannot both be right about a field. A buyer who goes on from choosing to
 * a decision, or from one next step to another, contradicts nothing; nor does a day behind one that is the soonest.
 */
export function disagree({
  later,
  earlier,
  apartMs,
}: {
  later: Said;
  earlier: Said;
  /** Between the two, in milliseconds. */
  apartMs: number;
}): boolean {
  if (apartMs > togetherMs || later.kind !== earlier.kind) return false;
  switch (later.kind) {
    case 'stage':
      return earlier.value !== later.value && earlier.value !== 'still choosing';
    case 'close_date':
      if (earlier.sense === 'not_before' && later.value >= earlier.value) return false;
      if (later.sense === 'not_before' && later.value <= earlier.value) return false;
      return isAgainst({ later, earlier });
    case 'amount':
    case 'competitor':
      return isAgainst({ later, earlier });
    case 'next_step':
    case 'contact_left':
    case 'buying_role':
      return false;
  }
}

function isAgainst({ later, earlier }: { later: Said; earlier: Said }): boolean {
  const field = { pipeline: null, definition: null, currency: null, value: earlier.value };
  return compareValue({ ...field, statement: { ...later, sense: 'is' } }) === 'contradicts';
}
