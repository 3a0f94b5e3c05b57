import type { Statement } from '../statements/statement.ts';
import { compareValue } from './compare-value.ts';
import { type Field, type FieldSurroundings, valueAt } from './field.ts';

export interface StatementToJudge extends FieldSurroundings {
  readonly statement: Pick<Statement, 'kind' | 'sense' | 'value'>;
  readonly saidAt: string;
  /** When the next call about the same record began; null where none has. */
  readonly nextCallAt: string | null;
  readonly now: string;
  readonly field: Field;
}

/** `pending`: nothing to say yet, it is looked at again; `over`: the CRM has gone on since, for reasons of its own. */
export interface StatementVerdict {
  readonly verdict: 'contradicts' | 'agrees' | 'neither' | 'pending' | 'over';
  /** What the CRM holds where it contradicts. */
  readonly crmValue: string | null;
}

const dayMs = 86_400_000;
/** What is written down within this time of a call, and before the next one, is taken to be about it. */
const writtenWithinMs = 14 * dayMs;
/** A step that stood before the call may have been the call itself: people need a while to write the next one. */
const stepStandsMs = 2 * dayMs;

/**
 * Compares what a call says with the record of its own days: as it stood at the call and as it was written down after
 * it, up to the next call. What the CRM came to hold later has its own reasons and is not held against an old call.
 */
export function judgeStatement(given: StatementToJudge): StatementVerdict {
  const { saidAt, now, field, statement } = given;
  const endsMs = Math.min(Date.parse(saidAt) + writtenWithinMs, Date.parse(given.nextCallAt ?? now), Date.parse(now));
  const held = valueAt({ field, at: new Date(Math.max(endsMs, Date.parse(saidAt))).toISOString() });
  const verdict = compareValue({ ...given, value: held.value ?? '' });
  const current = compareValue({ ...given, value: field.current ?? '' });
  if (verdict !== 'contradicts') return { verdict: current === 'contradicts' ? 'over' : verdict, crmValue: null };
  if (current !== 'contradicts') return { verdict: current, crmValue: null };
  if ((field.current ?? '') !== (held.value ?? '')) return { verdict: 'over', crmValue: null };
  const isOld = Date.parse(held.at) < Date.parse(saidAt);
  if (statement.kind === 'next_step' && isOld && Date.parse(now) - Date.parse(saidAt) < stepStandsMs) {
    return { verdict: 'pending', crmValue: null };
  }
  return { verdict: 'contradicts', crmValue: field.current };
}
