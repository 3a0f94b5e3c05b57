import { isAllowed } from '#modules/access';
import type { Context } from '#platform/context';
import type { Viewer } from './schema.ts';

/** Who looks at a page; null for the operator of a machine without accounts, and for whoever is no person. */
export function viewerOf({ actor }: Pick<Context, 'actor'>): Viewer | null {
  if (actor.type !== 'user') return null;
  const { name, email, grant } = actor;
  return { name, email, role: grant.role, readsChanges: isAllowed({ ctx: { actor }, action: 'change_set.read' }) };
}
