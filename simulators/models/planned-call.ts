import type { Exchange } from './exchange.ts';

/** A call in the vendors' forms: with an id of its own and its arguments as JSON. */
export interface PlannedCall {
  readonly name: string;
  readonly input: unknown;
  readonly arguments: string;
}

/**
 * The calls for a request that offers tools and forces none, in the order they were planned; the last one is answered
 * again where it is to be repeated. None where nothing is planned, or a fault spoils the answer.
 */
export function takePlannedCalls(
  { state, fault }: Exchange,
  { offered, isForced }: { offered: number; isForced: boolean },
): readonly PlannedCall[] {
  if (offered === 0 || isForced || (fault !== null && fault.kind !== 'slow')) return [];
  const [next] = state.planned.answers;
  if (next === undefined) return [];
  if (state.planned.answers.length > 1 || !state.planned.repeatsLast) state.planned.answers.shift();
  return next.calls.map(({ name, input }) => ({ name, input, arguments: JSON.stringify(input) }));
}
