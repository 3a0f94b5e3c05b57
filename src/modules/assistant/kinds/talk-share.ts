import { z } from 'zod';
import { sql } from '#platform/sql';
import { talkSource } from '../query/talk-source.ts';
import { callFilters, withWhom } from './call-filters.ts';
import { allOf, counts, emptyDraft, percent, runQuery } from './draft.ts';
import { periodOr, spanOf, within } from './filters.ts';
import { groupsNotListed, mostGroups } from './first-place.ts';
import type { Asked, Draft, DraftLine } from './question-kind.ts';

/** From it on somebody talks far more than they listen; in docs/assistant.md. */
const highShare = 0.65;
/** Of fewer calls a mean says little about a person. */
const fewestCalls = 3;

const Talker = z.object({
  person: z.string(),
  calls: z.number(),
  share: z.number(),
  words: z.number(),
  call_id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  most: z.number(),
  judged: z.number(),
  above: z.number(),
});
type Talker = z.infer<typeof Talker>;

/** How much of the calls the people of our side talk, whoever talks most first. */
export async function talkShare(named: Asked): Promise<Draft> {
  const period = periodOr(named, 'last 90 days');
  const { owner } = named.focus;
  const asked = { ...named, focus: { ...named.focus, owner: null } };
  const days = ` in that time (${spanOf(period)})`;
  const who = owner === null ? 'the people of our side' : owner.name;
  const { rows, ran } = await runQuery({
    asked,
    definition: `How much of the calls${withWhom(asked)} from ${period.from} to ${period.to} ${who} talked, as the mean over the calls`,
    query: sql`select person, count(*)::int as calls, round(avg(share), 4)::float8 as share, (count(*) filter (where basis = 'words'))::int as words,
        (array_agg(id order by share desc, id))[1] as call_id, (array_agg(title order by share desc, id))[1] as title,
        (array_agg(call_date::text order by share desc, id))[1] as date, max(share)::float8 as most,
        (sum(case when count(*) >= ${fewestCalls} then 1 else 0 end) over ())::int as judged,
        (sum(case when count(*) >= ${fewestCalls} and avg(share) > ${highShare} then 1 else 0 end) over ())::int as above
      from ${talkSource(asked.scope)}
      where ${allOf([within(sql`call.call_date`, period), ...callFilters(asked), ...(owner === null ? [] : [sql`lower(call.person) = ${owner.name.toLowerCase()}`])])}
      group by person order by (count(*) < ${fewestCalls}), share ${asksForLeast(named) ? sql`asc` : sql`desc`}, person`,
    row: Talker,
  });
  const [first] = rows;
  if (first === undefined) {
    const nobody = owner === null ? 'nobody of our side' : owner.name;
    const text = `Of ${nobody} there is no analyzed call${withWhom(asked)}${days} whose speakers are known.`;
    return { ...emptyDraft, outcome: 'nothing', text, queries: [ran] };
  }
  const byWords = rows.reduce((sum, { words }) => sum + words, 0);
  return {
    ...emptyDraft,
    outcome: first.calls < fewestCalls ? 'insufficient' : 'answered',
    text: textOf({ first, isOfOne: owner !== null, days: `${withWhom(asked)}${days}` }),
    lines: rows.slice(0, mostGroups).map(lineOf),
    figures: [
      { name: `talk of ${first.person}`, value: first.share, unit: 'share', query: 0, column: 'share' },
      { name: 'calls', value: first.calls, unit: 'calls', query: 0, column: 'calls' },
      { name: 'people with enough calls', value: first.judged, unit: 'people', query: 0, column: 'judged' },
      { name: 'people above the mark', value: first.above, unit: 'people', query: 0, column: 'above' },
    ],
    queries: [ran],
    unknown: [
      'How much is too much depends on the call: a demo takes more talk than a discovery.',
      ...(byWords === 0
        ? []
        : [`Where a transcript has no times (${counts(byWords, 'share')}), it is the share of the words.`]),
      ...groupsNotListed(rows),
    ],
  };
}

function textOf({ first, isOfOne, days }: { first: Talker; isOfOne: boolean; days: string }): string {
  if (first.calls < fewestCalls) {
    const whom = isOfOne ? first.person : 'Nobody of our side';
    const has = isOfOne ? `has ${counts(first.calls, 'analyzed call')}` : `has ${fewestCalls} analyzed calls`;
    return `${whom} ${has}${days}: insufficient signal for a judgement, which takes ${fewestCalls}.`;
  }
  if (isOfOne) {
    const side = first.share > highShare ? 'above' : 'below';
    return `${first.person} talks ${percent(first.share)} of the time on average in ${counts(first.calls, 'call')}${days}, ${side} the mark of ${percent(highShare)}.`;
  }
  const { judged, above } = first;
  return `${above} of ${judged === 1 ? '1 person' : `${judged} people`} of our side ${above === 1 ? 'talks' : 'talk'} more than ${percent(highShare)} of the time on average in calls${days}:`;
}

function lineOf({ person, calls, share, call_id: callId, title, date, most }: Talker): DraftLine {
  const few = calls < fewestCalls ? ', too few for a judgement' : '';
  return {
    text: `${person}: ${percent(share)} in ${counts(calls, 'call')}${few}; at most ${percent(most)} in ${title}`,
    proofs: [{ type: 'call', callId, title, date }],
  };
}

function asksForLeast({ text, slots }: Asked): boolean {
  return slots.group?.order === 'least' || /\b(?:least|too little|listens? (?:the )?(?:most|best))\b/i.test(text);
}
