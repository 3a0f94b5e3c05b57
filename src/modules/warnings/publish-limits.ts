import { type PublishedLimits, PublishLimitsInput } from '#contracts';
import { authorise } from '#modules/access';
import { publishSettings } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { withLimitsInForce } from './with-limits-in-force.ts';

/**
 * Puts other limits in force: the next look at the deals, in whichever process, raises and clears by them. Throws
 * `settings.version-missing` and `settings.stale`.
 */
export async function publishLimits({ ctx, input }: Verb<PublishLimitsInput>): Promise<PublishedLimits> {
  authorise({ ctx, action: 'settings.publish', resource: { type: 'workspace', id: ctx.workspaceId } });
  const { settings, replaces } = parseInput({ schema: PublishLimitsInput, input, what: 'limits to publish' });
  return withLimitsInForce(await publishSettings({ ctx, input: { part: 'limits', settings, replaces } }));
}
