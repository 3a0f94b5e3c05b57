import { type PublishedMethods, PublishMethodsInput } from '#contracts';
import { authorise } from '#modules/access';
import { chooseMethods } from '#modules/analysis';
import { publishSettings } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { withMethodsInForce } from './with-methods-in-force.ts';

/**
 * Puts other methods of qualification in force: calls that are analyzed afterward are qualified by them, in every process.
 * Throws `lexicon.invalid` where they cannot be used, `settings.version-missing` and `settings.stale`.
 */
export async function publishMethods({ ctx, input }: Verb<PublishMethodsInput>): Promise<PublishedMethods> {
  authorise({ ctx, action: 'settings.publish', resource: { type: 'workspace', id: ctx.workspaceId } });
  const { settings, replaces } = parseInput({ schema: PublishMethodsInput, input, what: 'methods to publish' });
  chooseMethods(settings);
  return withMethodsInForce(await publishSettings({ ctx, input: { part: 'methods', settings, replaces } }));
}
