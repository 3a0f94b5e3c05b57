import { wordsOfRemovedCall } from '#contracts';
import { gaveWords } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';

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
        and (answer -> 'citations' @> ${JSON.stringify([{ callId }])}::jsonb or ${hasWrittenWords({ ctx, callId })})
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

/** Short ones stand in other answers as well. */
const leastWritten = 12;
/** As much of it as tells it from others: an answer may have cut the rest. */
const mostCompared = 60;

/**
 * An answer that names a record says what stands in it, also where that was written from the call. One that stands on
 * other records has the like from elsewhere.
 */
function hasWrittenWords({ ctx, callId }: { ctx: Context; callId: string }): SQL {
  const text = sql`to_jsonb(left(btrim(words.value), ${mostCompared}::int))::text`;
  return sql`exists (select from changes join change_sets on change_sets.id = changes.change_set_id
    cross join lateral (values (changes.action ->> 'value'), (changes.edited_value)) words(value)
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId}
      and ${gaveWords(ctx, 'changes')} and changes.facts ->> 'value' = 'text'
      and length(btrim(words.value)) >= ${leastWritten}::int
      and position(substr(${text}, 2, length(${text}) - 2) in assistant_interactions.answer::text) > 0
      and ${standsOnTarget(ctx)})`;
}

/** Where calls and the CRM disagree, an answer cites the call alone and tells what stands in the record as well. */
function standsOnTarget({ workspaceId }: Context): SQL {
  function cited(what: SQL): SQL {
    return sql`select named.id #>> '{}' from jsonb_path_query(assistant_interactions.answer, ${what}) named(id)`;
  }
  return sql`exists (select from crm_records stands where stands.workspace_id = ${workspaceId}
    and (stands.id in (${cited(sql`'$.citations[*].recordId'`)})
      or stands.id in (select found.record_id from contradictions found where found.workspace_id = ${workspaceId}
        and found.call_id in (${cited(sql`'$.citations[*].callId'`)})))
    and stands.object_type = changes.target_type
    and changes.target_id in (select names_of_record(
      (select merged_records(${workspaceId})), stands.object_type, stands.external_id)))`;
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
