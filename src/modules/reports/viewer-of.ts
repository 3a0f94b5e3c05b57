import type { Context } from '#platform/context';
import type { Viewer } from './schema.ts';

/** Who looks at a page; null for the operator of a machine without accounts, and for whoever is no person. */
export function viewerOf({ actor }: Pick<Context, 'actor'>): Viewer | null {
  return actor.type === 'user' ? { name: actor.name, email: actor.email, role: actor.grant.role } : null;
}
