import type { Actor, Grant } from '#platform/context';
import { law } from './law.ts';

/** What somebody who has signed in may and sees; null for those who are no signed-in person or program. */
export function grantOf(actor: Actor): Grant | null {
  if (actor.type === 'user' || actor.type === 'service') return actor.grant;
  return actor.type === 'agent' ? actor.actsFor.grant : null;
}

/** Properties of contacts that are kept from the actor; an agent misses what it, and what its person, may not see. */
export function withheldFrom(actor: Actor): readonly string[] {
  const own = grantOf(actor);
  if (own === null) return [];
  const ofPerson = law[own.role].withheld;
  return actor.type === 'agent' ? [...new Set([...ofPerson, ...law.agent.withheld])] : ofPerson;
}
