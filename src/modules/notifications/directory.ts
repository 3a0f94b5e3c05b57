import type { ChatChannel, ChatUser } from '#contracts';
import { users as accounts, chatAccounts } from '#modules/users';
import { accountsWorkspaceOf, type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, inArray, isNull, lt, max, or, sql } from '#platform/sql';
import { chatChannels, chatUsers } from './tables.ts';

export type ChannelRow = typeof chatChannels.$inferSelect;

/** What is not in the mirror is looked for at the vendor, but not again within this time. */
const freshForMs = 60_000;
const notedTogether = 2000;

/** The channel with that id or name, from the mirror of the chat; the mirror is renewed where it does not know it. */
export async function findChannel({
  ctx,
  names,
}: {
  ctx: ConnectedContext;
  names: readonly string[];
}): Promise<ChannelRow | null> {
  const wanted = names.map((name) => name.replace(/^#/, ''));
  const known = await lookUp({ ctx, wanted });
  if (known !== null || (await isFresh(ctx))) return known;
  await renewDirectory(ctx);
  return lookUp({ ctx, wanted });
}

/** The channel that somebody named as the account's; null where nobody did. */
export async function findLinkedChannel({
  ctx,
  recordId,
}: {
  ctx: Context;
  recordId: string;
}): Promise<ChannelRow | null> {
  const [row] = await ctx.db
    .select()
    .from(chatChannels)
    .where(and(eq(chatChannels.workspaceId, ctx.workspaceId), eq(chatChannels.accountRecordId, recordId)));
  return row ?? null;
}

/** What whoever asks for the channel of an account that has none is told. */
export function noChannelOf(recordId: string): SophiaError {
  return new SophiaError(
    'channel.unusable',
    `Expected a channel that was opened for this account (${recordId}), found none: \`sophia channels open\` or \`/sophia channel open\` opens one.`,
  );
}

/** Who in the chat has that address, verified, or was joined by an administrator with its account; null where nobody is. */
export async function findChatUser({ ctx, email }: { ctx: ConnectedContext; email: string }): Promise<string | null> {
  const known = await lookUpUser({ ctx, email });
  if (known !== null || (await arePeopleFresh(ctx))) return known;
  await renewDirectory(ctx);
  return lookUpUser({ ctx, email });
}

/** Writes down a channel as the vendor has it now. */
export async function noteChannels({
  ctx,
  channels,
}: {
  ctx: Context;
  channels: readonly ChatChannel[];
}): Promise<void> {
  const { workspaceId } = ctx;
  const syncedAt = ctx.clock.now();
  for (const { externalId, name, isPrivate, isArchived, isMember } of channels) {
    const set = { name, isPrivate, isArchived, isMember, syncedAt };
    await ctx.db
      .insert(chatChannels)
      .values({ workspaceId, source: 'slack', externalId, ...set })
      .onConflictDoUpdate({ target: [chatChannels.workspaceId, chatChannels.source, chatChannels.externalId], set });
  }
}

/** Reads channels and people of the chat anew. What is gone there can no longer be used here. */
export async function renewDirectory(ctx: ConnectedContext): Promise<{ channels: number; users: number }> {
  const chat = requireConnection(ctx.connections.chat);
  const startedAt = ctx.clock.now();
  let channels = 0;
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page: Awaited<ReturnType<typeof chat.listChannels>> = await chat.listChannels({ cursor });
    await noteChannels({ ctx, channels: page.items });
    channels += page.items.length;
    cursor = page.cursor;
  }
  await ctx.db
    .update(chatChannels)
    .set({ isArchived: true })
    .where(and(eq(chatChannels.workspaceId, ctx.workspaceId), lt(chatChannels.syncedAt, startedAt)));
  const users: ChatUser[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page: Awaited<ReturnType<typeof chat.listUsers>> = await chat.listUsers({ cursor });
    users.push(...page.items);
    cursor = page.cursor;
  }
  await noteUsers({ ctx, users });
  return { channels, users: users.length };
}

/** Many in one statement: whoever asks meanwhile finds nobody of them, and not that all were read. */
async function noteUsers({ ctx, users }: { ctx: Context; users: readonly ChatUser[] }): Promise<void> {
  const { workspaceId } = ctx;
  const syncedAt = ctx.clock.now();
  // A listing that moves while it is paged names some twice, which one statement does not take.
  const once = [...new Map(users.map((user) => [user.externalId, user])).values()];
  const rows = once.map(({ externalId, name, email, timeZone, active, isBot }) => ({
    workspaceId,
    source: 'slack',
    externalId,
    name,
    email,
    timeZone,
    active: active && !isBot,
    syncedAt,
  }));
  const { externalId: id, source } = chatUsers;
  const set = {
    name: sql`excluded.name`,
    email: sql`excluded.email`,
    timeZone: sql`excluded.time_zone`,
    active: sql`excluded.active`,
    syncedAt: sql`excluded.synced_at`,
  };
  for (let start = 0; start < rows.length; start += notedTogether) {
    await ctx.db
      .insert(chatUsers)
      .values(rows.slice(start, start + notedTogether))
      .onConflictDoUpdate({ target: [chatUsers.workspaceId, source, id], set });
  }
}

async function lookUp({ ctx, wanted }: { ctx: Context; wanted: readonly string[] }): Promise<ChannelRow | null> {
  if (wanted.length === 0) return null;
  const lowered = wanted.map((name) => name.toLowerCase());
  const rows = await ctx.db
    .select()
    .from(chatChannels)
    .where(
      and(
        eq(chatChannels.workspaceId, ctx.workspaceId),
        or(inArray(chatChannels.name, lowered), inArray(chatChannels.externalId, [...wanted])),
      ),
    );
  function rank(row: ChannelRow): number {
    const position = lowered.indexOf(row.name);
    return (row.isArchived ? lowered.length : 0) + (position === -1 ? 0 : position);
  }
  return rows.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

async function lookUpUser({ ctx, email }: { ctx: Context; email: string }): Promise<string | null> {
  const [row] = await ctx.db
    .select({ externalId: chatUsers.externalId })
    .from(chatUsers)
    .where(
      and(
        eq(chatUsers.workspaceId, ctx.workspaceId),
        eq(chatUsers.email, email.trim().toLowerCase()),
        eq(chatUsers.active, true),
      ),
    );
  return row?.externalId ?? lookUpJoined({ ctx, email });
}

/** A join counts while the chat gives the member the address that it was made for, and nobody else has an account by it. */
async function lookUpJoined({ ctx, email }: { ctx: Context; email: string }): Promise<string | null> {
  const [row] = await ctx.db
    .select({ externalId: chatUsers.externalId })
    .from(chatAccounts)
    .innerJoin(accounts, eq(accounts.id, chatAccounts.userId))
    .innerJoin(
      chatUsers,
      and(
        eq(chatUsers.source, chatAccounts.source),
        eq(chatUsers.externalId, chatAccounts.externalId),
        eq(chatUsers.email, chatAccounts.address),
      ),
    )
    .where(
      and(
        eq(chatAccounts.workspaceId, accountsWorkspaceOf(ctx)),
        isNull(chatAccounts.endedAt),
        eq(accounts.email, email.trim().toLowerCase()),
        eq(accounts.state, 'active'),
        sql`not exists (select from users other where other.workspace_id = ${chatAccounts.workspaceId} and other.email = ${chatAccounts.address})`,
        eq(chatUsers.workspaceId, ctx.workspaceId),
        eq(chatUsers.active, true),
      ),
    )
    .orderBy(chatAccounts.linkedAt)
    .limit(1);
  return row?.externalId ?? null;
}

async function isFresh(ctx: Context): Promise<boolean> {
  const [row] = await ctx.db
    .select({ at: max(chatChannels.syncedAt) })
    .from(chatChannels)
    .where(eq(chatChannels.workspaceId, ctx.workspaceId));
  const at = row?.at ?? null;
  return at !== null && ctx.clock.now().getTime() - at.getTime() < freshForMs;
}

/** Apart from the channels, which are read before them. */
async function arePeopleFresh(ctx: Context): Promise<boolean> {
  const [row] = await ctx.db
    .select({ at: max(chatUsers.syncedAt) })
    .from(chatUsers)
    .where(eq(chatUsers.workspaceId, ctx.workspaceId));
  const at = row?.at ?? null;
  return at !== null && ctx.clock.now().getTime() - at.getTime() < freshForMs;
}
