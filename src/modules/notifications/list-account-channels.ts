import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { and, asc, eq, isNotNull } from '#platform/sql';
import { chatChannels } from './tables.ts';

export interface AccountChannel {
  readonly channelId: string;
  readonly name: string;
  /** The company or deal in the mirror of the CRM. */
  readonly recordId: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
}

/** The channels that were opened for companies and deals, by name. */
export async function listAccountChannels({ ctx }: { ctx: Context }): Promise<{ channels: AccountChannel[] }> {
  authorise({ ctx, action: 'channel.read', resource: { type: 'notification', id: null } });
  const rows = await ctx.db
    .select()
    .from(chatChannels)
    .where(and(eq(chatChannels.workspaceId, ctx.workspaceId), isNotNull(chatChannels.accountRecordId)))
    .orderBy(asc(chatChannels.name));
  return {
    channels: rows.map(({ externalId: channelId, name, accountRecordId, isPrivate, isArchived }) => ({
      channelId,
      name,
      recordId: accountRecordId ?? '',
      isPrivate,
      isArchived,
    })),
  };
}
