import { sql } from '#platform/sql';
import { callsSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { callFilters, withWhom } from './call-filters.ts';
import { counts } from './draft.ts';
import { periodName, within } from './filters.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';
import { countSaid, listSaid, SaidRow, saidFilters, saidLine } from './said.ts';
import { searchTurns } from './search-turns.ts';

const Said = SaidRow;

/** Who said what of a topic: the turns that hold its words, the newest first. */
function whoSaidWhat(asked: Asked): Promise<Draft> {
  const topic = asked.slots.topic ?? '';
  const { condition, quote } = searchTurns(topic);
  return answerList({
    asked,
    definition: `Turns of calls${withWhom(asked)}${periodName(asked)} in which the words “${topic}” stand`,
    from: sql`(
      select call.id as call_id, call.title, call.call_date, call.company, turn.turn, turn.speaker, turn.side, turn.text, call.company_id, call.deal_id, call.started_at
      from ${callsSource(asked.scope)}
      join call_versions version on version.call_id = call.id and version.version = (select one.current_version from calls one where one.id = call.id)
      join turns turn on turn.call_version_id = version.id
      where ${sql.join([sql`true`, ...callFilters({ ...asked, focus: { ...asked.focus, contact: null } }), ...(asked.slots.period === null ? [] : [within(sql`call.call_date`, asked.slots.period)])], sql` and `)}
    ) said`,
    where: [
      condition,
      ...(asked.focus.contact === null ? [] : [sql`lower(said.speaker) = ${asked.focus.contact.name.toLowerCase()}`]),
      ...sideAsked(asked),
    ],
    order: sql`call_date desc nulls last, call_id desc, turn`,
    columns: sql`call_id, title, call_date::text as date, company, ${quote} as quote, turn, speaker, null::text as note`,
    row: Said,
    line: saidLine,
    unit: 'turns',
    limit: 8,
    text: ({ count }) =>
      `“${topic}” comes up in ${counts(count, 'turn')} of calls${withWhom(asked)}${periodName(asked)}.`,
    nothing: `Nobody says “${topic}” in calls${withWhom(asked)}${periodName(asked)}. Whether it was meant in other words is not known.`,
    actions: [{ label: 'Search in one call', command: `sophia calls search <call> ${topic}` }],
  });
}

/** Customers are the other side, as long as the question says so. */
function sideAsked({ text }: Asked) {
  return /\b(?:customers?|buyers?|prospects?|clients?)\b/i.test(text) ? [sql`said.side = 'external'`] : [];
}

const signals = 'findings.buyingSignals';
const amountList = 'findings.mentions.amounts';

export const topicKinds: readonly QuestionKind[] = [
  {
    id: 'topics.said',
    what: 'Who said what about a topic',
    needs: 'topic',
    examples: [
      'who said what about {topic}',
      'what did {account} say about {topic}',
      'did anyone mention {topic}',
      'did anyone mention price {period}',
      'did anyone bring up price {period}',
      'has anyone mentioned the price {period}',
      'did anyone talk about price {period}',
      'did anyone mention {topic} {period}',
      'who mentioned price {period}',
      'what do customers say about {topic}',
      'who talked about {topic} {period}',
      'where was {topic} discussed',
      'which calls mention {topic}',
      'did {person} mention {topic}',
      'what was said about {topic}',
      'anything about {topic} in calls with {account}',
      'find mentions of {topic}',
      'what did {rep} say about {topic}',
      'has {account} brought up {topic}',
      'when was {topic} discussed',
      'calls about {topic}',
      'search for {topic}',
    ],
    answer: whoSaidWhat,
  },
  {
    id: 'topics.top',
    what: 'What calls are about',
    examples: [
      'what topics come up most',
      'what are calls about {period}',
      'most discussed topics {period}',
      'what do we talk about with {account} most',
      'top topics {period}',
      'topics of the calls of {rep}',
      'which topics dominate our calls',
      'what themes come up in calls',
    ],
    answer: (asked) =>
      countSaid({
        asked,
        list: 'findings.topics.evidence',
        by: sql`claim.name`,
        definition: `Stretches of calls${withWhom(asked)}${periodName(asked)} by topic, as the analyses name it`,
        where: saidFilters(asked),
        unit: 'sentences',
        text: ({ name }) => `The topic that carries most in calls${withWhom(asked)}${periodName(asked)} is ${name}.`,
        nothing: `No topic was found in calls${withWhom(asked)}${periodName(asked)}.`,
      }),
  },
  {
    id: 'signals.buying',
    what: 'Buying signals',
    examples: [
      'which buying signals did we hear {period}',
      'buying signals from {account}',
      'is {account} interested',
      'what positive signals does {account} give',
      'does {account} want to buy',
      'which accounts show buying intent {period}',
      'signs of interest from {account}',
      'strongest buying signals {period}',
      'how many buying signals {period}',
    ],
    answer: (asked) =>
      listSaid({
        asked,
        list: signals,
        note: sql`replace(claim.kind, '_', ' ')`,
        definition: `Buying signals in calls${withWhom(asked)}${periodName(asked)}`,
        where: saidFilters(asked),
        unit: 'signals',
        text: ({ count }) => `${counts(count, 'buying signal')} in calls${withWhom(asked)}${periodName(asked)}.`,
        nothing: `No buying signal was found in calls${withWhom(asked)}${periodName(asked)}.`,
      }),
  },
  {
    id: 'calls.open_questions',
    what: 'Questions of buyers that nobody answered',
    examples: [
      'which questions did we leave open',
      'unanswered questions from {account}',
      'what questions are still open with {account}',
      'which questions did {rep} not answer',
      'questions we did not answer {period}',
      'open questions {period}',
      'what did {account} ask that we did not answer',
      'how many questions went unanswered',
    ],
    answer: (asked) =>
      listSaid({
        asked,
        list: 'findings.questions',
        definition: `Questions of the buyer in calls${withWhom(asked)}${periodName(asked)} that were not answered in the call`,
        where: [sql`claim.outcome = 'unanswered' and claim.side = 'external'`, ...saidFilters(asked)],
        unit: 'questions',
        text: ({ count }) =>
          `${counts(count, 'question')} of the buyer in calls${withWhom(asked)}${periodName(asked)} ${count === 1 ? 'was' : 'were'} not answered in the call.`,
        nothing: `Every question of the buyer that was found in calls${withWhom(asked)}${periodName(asked)} was answered.`,
      }),
  },
  {
    id: 'calls.questions',
    what: 'What buyers asked',
    examples: [
      'what did {account} ask',
      'what questions did {account} ask',
      'which questions do buyers ask {period}',
      'what did {person} want to know',
      'questions from {account}',
      'what do customers ask us',
      'questions asked in the last call with {account}',
    ],
    answer: (asked) =>
      listSaid({
        asked,
        list: 'findings.questions',
        note: sql`claim.outcome`,
        definition: `Questions of the buyer in calls${withWhom(asked)}${periodName(asked)}`,
        where: [sql`claim.side = 'external'`, ...saidFilters(asked)],
        unit: 'questions',
        text: ({ count }) =>
          `${counts(count, 'question')} of the buyer in calls${withWhom(asked)}${periodName(asked)}.`,
        nothing: `No question of the buyer was found in calls${withWhom(asked)}${periodName(asked)}.`,
      }),
  },
  {
    id: 'calls.decisions',
    what: 'What was decided in calls',
    examples: [
      'what was decided with {account}',
      'decisions {period}',
      'what did we agree on with {account}',
      'which decisions were made {period}',
      'what was agreed in the last call with {account}',
      'did {account} decide anything',
      'decisions in the calls of {rep}',
      'what did {account} decide',
      'which decision came out of the {account} call',
      'which decisions came out of calls {period}',
    ],
    answer: (asked) =>
      listSaid({
        asked,
        list: 'findings.decisions',
        definition: `Decisions in calls${withWhom(asked)}${periodName(asked)}`,
        where: saidFilters(asked),
        unit: 'decisions',
        text: ({ count }) => `${counts(count, 'decision')} in calls${withWhom(asked)}${periodName(asked)}.`,
        nothing: `No decision was found in calls${withWhom(asked)}${periodName(asked)}.`,
      }),
  },
  {
    id: 'calls.amounts',
    what: 'Which amounts and budgets were named',
    examples: [
      'what budget did {account} mention',
      'which amounts were mentioned with {account}',
      'what price did we quote {account}',
      'did {account} name a number',
      'what numbers were discussed with {account}',
      'budget of {account}',
      'how much money did {account} talk about',
    ],
    answer: (asked) =>
      listSaid({
        asked,
        list: amountList,
        definition: `Amounts of money named in calls${withWhom(asked)}${periodName(asked)}`,
        where: saidFilters(asked),
        unit: 'mentions',
        text: ({ count }) =>
          `${counts(count, 'amount')} ${count === 1 ? 'was' : 'were'} named in calls${withWhom(asked)}${periodName(asked)}. Which of them is a budget, a price or a cost is for you to read.`,
        nothing: `No amount was named in calls${withWhom(asked)}${periodName(asked)}.`,
      }),
  },
];
