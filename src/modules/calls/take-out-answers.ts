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
  const { rows } = await ctx.db.execute<AnswerRow>(sql`with recursive ${writtenWords({ ctx, callId })}, emptied as (
      update assistant_interactions set answer = answer || ${JSON.stringify(wordsOfRemovedCall)}::jsonb
      where workspace_id = ${ctx.workspaceId}
        and (answer -> 'citations' @> ${JSON.stringify([{ callId }])}::jsonb or ${holdsWrittenWords})
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
 * What was written from the call, as it stands in JSON (reasons also as they are read out), with the records on which it
 * stands, also once merged, and the calls that disagree with one of these: an answer about that cites the call alone.
 */
function writtenWords({ ctx, callId }: { ctx: Context; callId: string }): SQL {
  const { workspaceId } = ctx;
  const text = sql`to_jsonb(left(btrim(words.value), ${mostCompared}::int))::text`;
  return sql`wrote as materialized (
      select distinct substr(${text}, 2, length(${text}) - 2) as words, changes.target_type, changes.target_id
      from changes join change_sets on change_sets.id = changes.change_set_id
      cross join lateral (values (changes.action ->> 'value'), (changes.edited_value)) given(value)
      cross join lateral (values (given.value), (replace(given.value, '_', ' '))) words(value)
      where change_sets.workspace_id = ${workspaceId} and change_sets.call_id = ${callId}
        and ${gaveWords(ctx, 'changes')} and changes.facts ->> 'value' = 'text'
        and length(btrim(words.value)) >= ${leastWritten}::int),
    stands (words, id, merged_into) as (
      select wrote.words, named.id, named.merged_into from wrote join crm_records named on named.workspace_id = ${workspaceId}
        and named.object_type = wrote.target_type and named.external_id = wrote.target_id
      union select stands.words, winner.id, winner.merged_into
      from stands join crm_records winner on winner.id = stands.merged_into),
    written as materialized (select words,
        array(select stands.id from stands where stands.words = wrote.words) as records,
        array(select found.call_id from stands join contradictions found
          on found.workspace_id = ${workspaceId} and found.record_id = stands.id
          where stands.words = wrote.words and found.call_id is not null) as calls
      from (select distinct words from wrote) wrote)`;
}

/**
 * An answer that cites one of these records says what stands in it. What groups deals, or is worded by a model, may tell
 * of a record that it does not cite. One whose words stand on other records has the like from elsewhere.
 */
const holdsWrittenWords = sql`exists (select from written
  where position(written.words in assistant_interactions.answer::text) > 0
    and (assistant_interactions.mode = 'model'
      or not jsonb_path_exists(assistant_interactions.answer, '$.citations[*] ? (@.recordId != null || @.callId != null)')
      or exists (select from jsonb_array_elements(assistant_interactions.answer -> 'citations') cited
        where cited ->> 'recordId' = any(written.records) or cited ->> 'callId' = any(written.calls))
      or exists (select from jsonb_array_elements(assistant_interactions.answer -> 'lines') line
        where line -> 'citations' = '[]'::jsonb and position(written.words in line::text) > 0)))`;

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
