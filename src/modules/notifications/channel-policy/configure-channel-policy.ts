import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { ConnectedContext, Context } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findChannel, renewDirectory } from '../directory.ts';
import { notificationSettings } from '../tables.ts';
import { takeSettingsTurn } from '../take-settings-turn.ts';
import { ChannelPolicyPart } from './channel-policy.ts';
import type { ListedChannelPolicy } from './list-channel-policies.ts';
import { policyScope } from './policy-scope.ts';
import { readPolicies } from './read-policies.ts';
import { allTeams } from './teams-of-person.ts';

export const ConfigureChannelPolicyInput = z.strictObject({
  /** A channel by its name or id; null for all of which nothing else was said. */
  channel: z.string().trim().min(1).max(90).nullable(),
  /** What is not named stays; null forgets what was said of the channel, or of all. */
  policy: ChannelPolicyPart.nullable(),
});
export type ConfigureChannelPolicyInput = z.infer<typeof ConfigureChannelPolicyInput>;

/** Says how Sophia behaves in a channel, or in all. Throws `channel.unusable` for a channel that there is not. */
export async function configureChannelPolicy({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: ConfigureChannelPolicyInput;
}): Promise<ListedChannelPolicy> {
  authorise({ ctx, action: 'notification.configure', resource: { type: 'notification', id: 'channels' } });
  const asked = parseInput({ schema: ConfigureChannelPolicyInput, input, what: 'how Sophia behaves in a channel' });
  await assertTeams({ ctx, teams: asked.policy?.teams ?? [] });
  const place = asked.channel === null ? null : await channelNamed({ ctx, channel: asked.channel });
  const channelId = place?.channelId ?? null;
  return transact({ ctx }, async (inner) => {
    await takeSettingsTurn(inner);
    const { own, policy: before } = await readPolicies({ ctx: inner, channelId });
    await writePart({ ctx: inner, channelId, part: asked.policy === null ? null : { ...own, ...asked.policy } });
    const { policy } = await readPolicies({ ctx: inner, channelId });
    await audit({
      ctx: inner,
      action: 'channel_policy.configured',
      resource: { type: 'notification', id: channelId ?? 'channels' },
      details: { before, after: policy, isForgotten: asked.policy === null },
    });
    return { channelId, name: place?.name ?? null, policy };
  });
}

async function writePart({
  ctx,
  channelId,
  part,
}: {
  ctx: Context;
  channelId: string | null;
  part: ChannelPolicyPart | null;
}): Promise<void> {
  const { workspaceId } = ctx;
  const scope = policyScope(channelId);
  if (part === null) {
    await ctx.db
      .delete(notificationSettings)
      .where(and(eq(notificationSettings.workspaceId, workspaceId), eq(notificationSettings.scope, scope)));
    return;
  }
  const set = { settings: part, updatedAt: ctx.clock.now() };
  await ctx.db
    .insert(notificationSettings)
    .values({ workspaceId, scope, ...set })
    .onConflictDoUpdate({ target: [notificationSettings.workspaceId, notificationSettings.scope], set });
}

async function channelNamed({
  ctx,
  channel,
}: {
  ctx: ConnectedContext;
  channel: string;
}): Promise<{ channelId: string; name: string }> {
  const known = await findChannel({ ctx, names: [channel] });
  // It may be a minute old, as where Sophia was just invited.
  if (known === null) await renewDirectory(ctx);
  const found = known ?? (await findChannel({ ctx, names: [channel] }));
  if (found !== null) return { channelId: found.externalId, name: found.name };
  throw new SophiaError(
    'channel.unusable',
    `Expected a channel of the chat by its name or id, found none that is called ${channel}.`,
  );
}

/** In a team that there is not, nobody would ever be answered. Where no team is known, nothing can be said. */
async function assertTeams({ ctx, teams }: { ctx: Context; teams: readonly string[] }): Promise<void> {
  if (teams.length === 0) return;
  const known = await allTeams(ctx);
  const names = new Set(known.map((name) => name.trim().toLowerCase()));
  const strange = teams.find((team) => !names.has(team.trim().toLowerCase()));
  if (names.size === 0 || strange === undefined) return;
  throw new SophiaError(
    'input.invalid',
    `Expected teams of Sophia or the CRM (${known.join(', ')}), found "${strange}".`,
  );
}
