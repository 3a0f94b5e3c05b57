import { wordsOfRemovedCall } from '#contracts';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';

/**
 * Takes the words of a call out of answers that the assistant gave from it, and out of what is kept to answer a request
 * again. The question stays, with its rating. Returns, as labels, where in Slack such an answer still stands.
 */
export async function takeOutAnswers({
  ctx,
  callId,
}: {
  ctx: Context;
  callId: string;
}): Promise<{ readonly label: string }[]> {
  const { rows } = await ctx.db.execute<AnswerRow>(sql`with emptied as (
      update assistant_interactions set answer = answer || ${JSON.stringify(wordsOfRemovedCall)}::jsonb
      where workspace_id = ${ctx.workspaceId}
        and answer -> 'citations' @> ${JSON.stringify([{ callId }])}::jsonb
      returning id, channel, conversation, asked_at)
    select emptied.id, emptied.channel, emptied.conversation, known.name
    from emptied left join chat_channels known
      on known.workspace_id = ${ctx.workspaceId} and known.external_id = split_part(emptied.conversation, ':', 2)
    order by emptied.asked_at, emptied.id`);
  const named = [callId, ...rows.map(({ id }) => id)];
  await ctx.db.execute(sql`delete from request_keys where workspace_id = ${ctx.workspaceId} and exists (
    select from unnest(${sql.param(named)}::text[]) named(id) where position(named.id in request_keys.answer) > 0)`);
  return rows.filter(({ channel }) => channel === 'slack').map((row) => ({ label: labelOf(row) }));
}

type AnswerRow = {
  readonly id: string;
  readonly channel: string;
  readonly conversation: string | null;
  readonly name: string | null;
};

function labelOf({ conversation, name }: AnswerRow): string {
  const [, channelId = 'a conversation', threadId] = (conversation ?? '').split(':');
  const where = name === null ? channelId : `#${name}`;
  return `Slack answer of the assistant in ${where}${threadId === undefined ? '' : `, thread ${threadId}`}`;
}
