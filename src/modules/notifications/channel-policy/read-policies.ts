import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { notificationSettings } from '../tables.ts';
import { type ChannelPolicy, ChannelPolicyPart, usualChannelPolicy, withPolicyPart } from './channel-policy.ts';
import { policyScope } from './policy-scope.ts';

/** What was said of a channel itself (of all for null), and the policy that holds there. */
export async function readPolicies({
  ctx,
  channelId,
}: {
  ctx: Context;
  channelId: string | null;
}): Promise<{ own: ChannelPolicyPart; policy: ChannelPolicy }> {
  const scopes = [policyScope(null), policyScope(channelId)];
  const rows = await ctx.db
    .select({ scope: notificationSettings.scope, settings: notificationSettings.settings })
    .from(notificationSettings)
    .where(and(eq(notificationSettings.workspaceId, ctx.workspaceId), inArray(notificationSettings.scope, scopes)));
  const [all = {}, own = {}] = scopes.map((scope) =>
    ChannelPolicyPart.parse(rows.find((row) => row.scope === scope)?.settings ?? {}),
  );
  return {
    own,
    policy: withPolicyPart(channelId === null ? usualChannelPolicy : withPolicyPart(usualChannelPolicy, all), own),
  };
}
