import type { PublishedMethods } from '#contracts';
import { authorise } from '#modules/access';
import { getPublishedSettings } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { withMethodsInForce } from './with-methods-in-force.ts';

/** The methods that calls are qualified by, what the workspace says of them and what it said before. */
export async function getMethods({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<PublishedMethods> {
  authorise({ ctx, action: 'settings.read', resource: { type: 'workspace', id: ctx.workspaceId } });
  return withMethodsInForce(await getPublishedSettings({ ctx, input: { part: 'methods' } }));
}
