import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { callsSource } from '../query/sources.ts';
import { answerList, type Listing, type Ranks } from './answer-list.ts';
import { callFilters, withWhom } from './call-filters.ts';
import { CallRow } from './call-row.ts';
import { dealsWithoutCalls } from './deals-without-calls.ts';
import { counts, emptyDraft, runQuery } from './draft.ts';
import { periodName, periodOr, spanOf, within } from './filters.ts';
import type { Groups } from './group-rows.ts';
import { lastCallSummary } from './last-call-summary.ts';
import type { Asked, Draft, DraftLine, QuestionKind } from './question-kind.ts';

function callLine({ id, title, date, company, rep, note }: CallRow): DraftLine {
  const facts = [date ?? 'undated', company, rep === null ? null : `led by ${rep}`, note].filter(
    (fact) => fact !== null,
  );
  return { text: `${title} (${facts.join(', ')})`, proofs: [{ type: 'call', callId: id, title, date }] };
}

function listCallsWhere({
  asked,
  note,
  order,
  ...rest
}: Pick<Listing<CallRow>, 'asked' | 'definition' | 'where' | 'text' | 'nothing'> & {
  note?: SQL;
  order?: SQL;
  limit?: number;
}): Promise<Draft> {
  return answerList({
    asked,
    from: callsSource(asked.scope),
    order: order ?? sql`call_date desc nulls last, started_at desc, id desc`,
    columns: sql`id, title, call_date::text as date, company, rep, ${note ?? sql`null::text`} as note`,
    row: CallRow,
    line: callLine,
    unit: 'calls',
    noun: 'call',
    groups: callGroups,
    ranks: callRanks,
    actions: [{ label: 'List calls', command: 'sophia calls list' }],
    ...rest,
  });
}

/** What calls can be counted by. */
const callGroups: Groups = {
  owner: sql`call.rep`,
  account: sql`call.company`,
  month: sql`to_char(call.call_date, 'YYYY-MM')`,
  quarter: sql`to_char(call.call_date, 'YYYY "Q"Q')`,
};

const callRanks: Ranks = {
  length: { column: sql`duration_ms`, most: 'longest', least: 'shortest' },
  time: { column: sql`call_date`, most: 'newest', least: 'oldest' },
};

function listCallsOf(asked: Asked): Promise<Draft> {
  const named = asked.focus.deal !== null || asked.focus.accounts.length > 0 || asked.focus.contact !== null;
  const { rank, group } = asked.slots;
  const isAnyTime = named || rank !== null || group?.by === 'month' || group?.by === 'quarter';
  const period = isAnyTime ? asked.slots.period : periodOr(asked, 'last 30 days');
  const days = period === null ? '' : ` (${spanOf(period)})`;
  return listCallsWhere({
    asked,
    definition: `Calls${withWhom(asked)}${days}`,
    where: [...callFilters(asked), ...(period === null ? [] : [within(sql`call.call_date`, period)])],
    text: ({ count }) => `${counts(count, 'call')}${withWhom(asked)}${days}.`,
    nothing: `There was no call${withWhom(asked)}${days}.`,
  });
}

/** “… and how did it go?” */
const howItWent =
  /\bhow (?:did|was|were) (?:it|that|this|they|things|the \w+)\b|\bwhat (?:was said|was it about|happened|came (?:out )?of|was (?:discussed|decided)|did (?:we|they|he|she) (?:say|discuss|talk about|decide))\b|\bwho led\b/i;

/** The newest call, and what was said there where the question goes on to ask that. */
async function lastCall(named: Asked): Promise<Draft> {
  const { rank } = named.slots;
  if (rank?.by === 'time' && rank.order === 'least') return listCallsOf(named);
  const asked = { ...named, slots: { ...named.slots, rank: null, group: null } };
  const draft = await listCallsWhere({
    asked,
    definition: `Calls${withWhom(asked)}${periodName(asked)}, the newest first`,
    where: [
      ...callFilters(asked),
      ...(asked.slots.period === null ? [] : [within(sql`call.call_date`, asked.slots.period)]),
    ],
    limit: 1,
    text: ({ rows: [last], count }) =>
      `The last call${withWhom(asked)} was on ${last?.date ?? 'a day that is not known'}: ${last?.title ?? ''} (the newest of ${count}).`,
    nothing: `There was no call${withWhom(asked)}${periodName(asked)}.`,
  });
  if (draft.outcome !== 'answered' || !howItWent.test(asked.text)) return draft;
  const summary = await lastCallSummary(asked);
  return {
    ...draft,
    text: `${draft.text} ${summary.outcome === 'answered' ? 'What was said, by the newest call that is analyzed: ' : ''}${summary.text}`,
    lines: [...draft.lines, ...summary.lines],
    queries: [...draft.queries, ...summary.queries],
    unknown: [...draft.unknown, ...summary.unknown],
    actions: [...summary.actions, ...draft.actions],
  };
}

const PerRep = z.object({ rep: z.string().nullable(), count: z.number(), minutes: z.number(), total: z.number() });

/** By whoever led them with minutes; by anything else, or with an order, as any list is counted. */
async function callsPerRep(asked: Asked): Promise<Draft> {
  const period = periodOr(asked, 'last 30 days');
  const { group } = asked.slots;
  if (group !== null && (group.by !== 'owner' || group.order === 'least')) return listCallsOf(asked);
  const { rows, ran } = await runQuery({
    asked,
    definition: `Calls${withWhom(asked)} from ${period.from} to ${period.to} by whoever led them`,
    query: sql`select rep, count(*)::int as count, coalesce(round(sum(duration_ms) / 60000.0), 0)::int as minutes,
        (sum(count(*)) over ())::int as total
      from ${callsSource(asked.scope)}
      where ${sql.join([within(sql`call.call_date`, period), ...callFilters(asked)], sql` and `)}
      group by rep order by count desc, rep`,
    row: PerRep,
  });
  if (rows.length === 0)
    return {
      ...emptyDraft,
      outcome: 'nothing',
      text: `There was no call${withWhom(asked)} in that time (${spanOf(period)}).`,
      queries: [ran],
    };
  const total = rows[0]?.total ?? 0;
  const unsaid = rows.find(({ rep }) => rep === null)?.count ?? 0;
  return {
    ...emptyDraft,
    text: `${counts(total, 'call')}${withWhom(asked)} in that time (${spanOf(period)}), by whoever led them:`,
    lines: rows.map(({ rep, count, minutes }) => ({
      text: `${rep ?? 'not known'}: ${counts(count, 'call')}, ${counts(minutes, 'minute')}`,
      proofs: [],
    })),
    figures: [
      { name: rows[0]?.rep ?? 'not known', value: rows[0]?.count ?? 0, unit: 'calls', query: 0, column: 'count' },
      { name: 'all calls', value: total, unit: 'calls', query: 0, column: 'total' },
    ],
    queries: [ran],
    unknown: unsaid === 0 ? [] : [`Who led ${counts(unsaid, 'call')} is not known.`],
  };
}

export const callKinds: readonly QuestionKind[] = [
  {
    id: 'calls.list',
    what: 'Calls of a period, with an account or of a representative',
    examples: [
      'which calls took place {period}',
      'what calls happened {period}',
      'calls that were held {period}',
      'were there any calls {period}',
      'who did we talk to {period}',
      'call list for {period}',
      'which calls did we have {period}',
      'list calls {period}',
      'calls {period}',
      'what calls did {rep} have {period}',
      'show me the calls with {account}',
      'how many calls did we have {period}',
      'calls of {rep} {period}',
      'how many times have we spoken with {account}',
      'how many times did we meet {account}',
      'how often have we talked with {person}',
      'how many times have we talked to {account}',
      'first call with {account}',
      'how many calls have we had for {account}',
      'calls for {account}',
      'calls led by {rep} {period}',
      'meetings that {rep} ran {period}',
      'which calls did {rep} run {period}',
      'conversations {rep} led {period}',
      'who talked to {account} {period}',
      'did {rep} talk to {account} {period}',
      'did {rep} speak with {account} {period}',
      'has {rep} met {account} {period}',
      'calls with {account} {period}',
      'who spoke with {account} {period}',
      'how many calls with {account}',
      'how often did we talk to {account}',
      'which calls did {rep} lead',
      'how many conversations {period}',
      'calls with {person}',
      'number of calls {period}',
      'my calls {period}',
      'how many calls did {rep} have {period}',
    ],
    alsoTells: /^(?:when|who led)\b/i,
    answer: listCallsOf,
  },
  {
    id: 'calls.last',
    what: 'When we last spoke with an account or a person',
    examples: [
      'when did we last talk to {account}',
      'when was the last time we spoke to {account}',
      'when was the last call for {account}',
      'what was the last call with {account}',
      '{account} last call',
      'last call with {account}',
      'when was our last conversation with {account}',
      'most recent call with {account}',
      'when did we last speak with {person}',
      'when did {rep} last talk to {account}',
      'when was the last call',
      'latest call with {person}',
      'have we talked to {account} {period}',
      'when did we last talk to {account} and how did it go',
      'when was the last call with {account} and what was said',
    ],
    alsoTells: howItWent,
    answer: lastCall,
  },
  {
    id: 'calls.summary',
    what: 'What was said in the last call with an account',
    examples: [
      'summarize the last call with {account}',
      'what happened in the last call with {account}',
      'what was said in the last call for {account}',
      'what came out of the last call with {account}',
      'summary of our call with {account}',
      'recap the {account} call',
      'key points of the last call with {account}',
      'what was discussed with {account}',
      'give me the highlights of the {account} call',
      'what did we talk about with {account}',
      'summarize the last call',
      'how did the call with {account} go',
    ],
    answer: lastCallSummary,
  },
  {
    id: 'calls.per_rep',
    what: 'Who led how many calls',
    examples: [
      'calls per rep {period}',
      'who had the most calls {period}',
      'how many calls did each rep have {period}',
      'call activity by rep',
      'which rep is most active on calls',
      'calls by seller {period}',
      'who made the most calls',
    ],
    answer: callsPerRep,
  },
  {
    id: 'calls.longest',
    what: 'The longest or shortest calls of a period',
    examples: [
      'what was the longest call {period}',
      'longest calls',
      'which call took the longest',
      'longest call with {account}',
      'which calls ran the longest {period}',
      'what was the shortest call {period}',
      'shortest calls with {account}',
    ],
    answer: (asked) => {
      const longest = { by: 'length', order: 'most', count: null } as const;
      const rank = asked.slots.rank?.by === 'length' ? asked.slots.rank : longest;
      return listCallsOf({ ...asked, slots: { ...asked.slots, rank, group: null } });
    },
  },
  {
    id: 'calls.negative',
    what: 'Calls with a negative mood',
    examples: [
      'which calls were negative {period}',
      'calls with negative sentiment',
      'which calls went badly {period}',
      'calls that went badly {period}',
      'calls that did not go well {period}',
      'which calls went poorly {period}',
      'bad calls {period}',
      'unhappy calls {period}',
      'where was the mood bad',
      'negative conversations {period}',
      'which customers sounded unhappy',
    ],
    answer: (asked) => listMood({ asked, mood: 'negative' }),
  },
  {
    id: 'calls.positive',
    what: 'Calls with a positive mood',
    examples: [
      'which calls were positive {period}',
      'calls with positive sentiment',
      'which calls went well {period}',
      'happy calls {period}',
      'where was the mood good',
      'best calls {period} by sentiment',
    ],
    answer: (asked) => listMood({ asked, mood: 'positive' }),
  },
  {
    id: 'calls.none',
    what: 'Which customers nobody has talked to of late',
    says: /^(?=.*\b(?:not|no|nobody|without|never|\w+n['’]?t)\b)(?=.*\b(?:calls?|called|calling|talk\w*|spoken?|speak\w*|conversations?|meetings?|met|meet|contacted|reached|heard|touch)\b)(?!.*\b(?:mov(?:ed?|es|ing)|repl(?:y|ied|ies)|answer\w*|respon\w+|updated?|e-?mail\w*)\b)/i,
    examples: [
      'who has not talked to their customers {period}',
      'who hasnt talked to their customers {period}',
      'which customers have we not talked to {period}',
      'who has not spoken to their accounts {period}',
      'which deals have had no call {period}',
      'open deals without a call {period}',
      'deals with no call {period}',
      'which accounts have not had a call {period}',
      'which reps have not called their customers {period}',
      'which deals has nobody talked to {period}',
      'who did not talk to their buyers {period}',
      'customers nobody has called {period}',
    ],
    answer: dealsWithoutCalls,
  },
  {
    id: 'calls.unmatched',
    what: 'Calls that are tied to no deal',
    examples: [
      'which calls are not linked to a deal',
      'calls without a deal',
      'unmatched calls',
      'which calls could not be matched',
      'calls that belong to no deal',
      'how many calls have no deal',
      'calls not matched to the crm',
    ],
    answer: (asked) =>
      listCallsWhere({
        asked,
        definition: `Calls${withWhom(asked)}${periodName(asked)} that are tied to no deal of the CRM`,
        where: [
          sql`not call.has_deal`,
          ...callFilters(asked),
          ...(asked.slots.period === null ? [] : [within(sql`call.call_date`, asked.slots.period)]),
        ],
        text: ({ count }) =>
          `${counts(count, 'call')}${withWhom(asked)}${periodName(asked)} ${count === 1 ? 'is' : 'are'} tied to no deal.`,
        nothing: `Every call${withWhom(asked)}${periodName(asked)} is tied to a deal.`,
      }),
  },
];

function listMood({ asked, mood }: { asked: Asked; mood: 'negative' | 'positive' }): Promise<Draft> {
  const period = periodOr(asked, 'last 90 days');
  return listCallsWhere({
    asked,
    definition: `Calls${withWhom(asked)} from ${period.from} to ${period.to} whose mood as a whole is ${mood} by the analysis`,
    where: [sql`call.mood = ${mood}`, within(sql`call.call_date`, period), ...callFilters(asked)],
    text: ({ count }) =>
      `${counts(count, 'call')}${withWhom(asked)} in that time (${spanOf(period)}) ${count === 1 ? 'was' : 'were'} ${mood} as a whole.`,
    nothing: `No call${withWhom(asked)} in that time (${spanOf(period)}) was ${mood} as a whole.`,
  });
}
