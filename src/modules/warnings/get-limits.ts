import type { PublishedLimits } from '#contracts';
import { authorise } from '#modules/access';
import { getPublishedSettings } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { withLimitsInForce } from './with-limits-in-force.ts';

/** The limits that hold, what the workspace says of them and what it said before. */
export async function getLimits({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<PublishedLimits> {
  authorise({ ctx, action: 'settings.read', resource: { type: 'workspace', id: ctx.workspaceId } });
  return withLimitsInForce(await getPublishedSettings({ ctx, input: { part: 'limits' } }));
}
