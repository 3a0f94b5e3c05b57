import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, like, or } from '#platform/sql';
import { chatChannels, notificationSettings } from '../tables.ts';
import { type ChannelPolicy, ChannelPolicyPart, usualChannelPolicy, withPolicyPart } from './channel-policy.ts';
import { channelOfScope, policyScope } from './policy-scope.ts';

export interface ListedChannelPolicy {
  /** Null for the one that holds where nothing else was said. */
  readonly channelId: string | null;
  readonly name: string | null;
  readonly policy: ChannelPolicy;
}

/** How Sophia behaves in channels: first where nothing was said of one, then each of which something was, by name. */
export async function listChannelPolicies({
  ctx,
}: Pick<Verb<never>, 'ctx'>): Promise<{ policies: ListedChannelPolicy[] }> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'notification', id: 'channels' } });
  const { workspaceId } = ctx;
  const { scope, settings } = notificationSettings;
  const rows = await ctx.db
    .select({ scope, settings })
    .from(notificationSettings)
    .where(
      and(
        eq(notificationSettings.workspaceId, workspaceId),
        or(eq(scope, policyScope(null)), like(scope, policyScope('%'))),
      ),
    );
  const all = rows.find((row) => row.scope === policyScope(null));
  const usual = withPolicyPart(usualChannelPolicy, ChannelPolicyPart.parse(all?.settings ?? {}));
  const channels = await ctx.db
    .select({ externalId: chatChannels.externalId, name: chatChannels.name })
    .from(chatChannels)
    .where(eq(chatChannels.workspaceId, workspaceId));
  const names = new Map(channels.map(({ externalId, name }) => [externalId, name]));
  const own = rows
    .filter((row) => row !== all)
    .map((row) => {
      const channelId = channelOfScope(row.scope);
      const name = names.get(channelId ?? '') ?? channelId;
      return { channelId, name, policy: withPolicyPart(usual, ChannelPolicyPart.parse(row.settings)) };
    })
    .toSorted((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
  return { policies: [{ channelId: null, name: null, policy: usual }, ...own] };
}
