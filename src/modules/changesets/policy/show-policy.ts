import type { Policy } from './policy.ts';
import type { PlacedPolicy } from './policy-place.ts';

/** The policy in force with the text that is written down, its version, and why it is not in force where it is not. */
export interface ShownPolicy extends Policy, Pick<PlacedPolicy, 'text' | 'version' | 'fault'> {}

/** A policy as whoever may read it sees it. */
export function showPolicy({ inForce, text, version, fault }: PlacedPolicy): ShownPolicy {
  return { ...inForce, text, version, fault };
}
