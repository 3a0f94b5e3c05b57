import { sql } from '#platform/sql';
import { withWhom } from './call-filters.ts';
import { counts } from './draft.ts';
import { periodName } from './filters.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';
import { countSaid, listSaid, saidFilters } from './said.ts';

const list = 'findings.objections';
const note = sql`concat_ws(', ', claim.kind, claim.outcome)`;

function kindOf({ slots }: Asked) {
  return slots.objection === null ? [] : [sql`claim.kind = ${slots.objection}`];
}

function named({ slots }: Asked): string {
  return slots.objection === null ? 'objection' : `${slots.objection} objection`;
}

const actions = [{ label: 'Look into a call', command: 'sophia calls list' }];

/** “Which account raised the most objections”: not by their kind. */
function countsByOther({ slots: { group } }: Asked): boolean {
  return group !== null && group.by !== 'kind';
}

function listObjections(asked: Asked): Promise<Draft> {
  return listSaid({
    asked,
    list,
    note,
    definition: `${named(asked)}s${withWhom(asked)}${periodName(asked)}`,
    where: [...kindOf(asked), ...saidFilters(asked)],
    unit: 'objections',
    text: ({ count }) => `${counts(count, named(asked))}${withWhom(asked)}${periodName(asked)}.`,
    nothing: `No ${named(asked)} was found in calls${withWhom(asked)}${periodName(asked)}.`,
    actions,
  });
}

export const objectionKinds: readonly QuestionKind[] = [
  {
    id: 'objections.top',
    what: 'Which objections come up most',
    examples: [
      'what are the top objections',
      'most common objections {period}',
      'what objections do we hear most',
      'which objections come up the most {period}',
      'objections by kind',
      'what do buyers object to most',
      'most frequent concerns',
      'what are the main objections in calls of {rep}',
      'what pushback do we get',
      'biggest objections {period}',
      'rank the objections',
      'objection breakdown {period}',
      'what are customers complaining about most {period}',
      'what are customers complaining about {period}',
      'what do buyers complain about most',
      'what do customers complain about',
      'biggest complaints {period}',
      'most common complaints {period}',
      'top complaints of customers',
      'which complaints come up again and again',
      'what are people unhappy about {period}',
      'what bothers customers most',
      'what do prospects push back on most',
      'number one complaint {period}',
      'what was the number one complaint {period}',
      'the biggest concern {period}',
    ],
    answer: (asked) => {
      // Of a kind that is named there is nothing to rank.
      if (countsByOther(asked) || asked.slots.objection !== null) return listObjections(asked);
      return countSaid({
        asked,
        list,
        by: sql`claim.kind`,
        definition: `Objections${withWhom(asked)}${periodName(asked)} by kind`,
        where: saidFilters(asked),
        unit: 'objections',
        text: ({ name, count, total }) =>
          `The most frequent objection${withWhom(asked)}${periodName(asked)} is ${name} (${count} of ${total}).`,
        nothing: `No objection was found in calls${withWhom(asked)}${periodName(asked)}.`,
      });
    },
  },
  {
    id: 'objections.list',
    what: 'What an account objected to, or objections of a kind',
    examples: [
      'what objections did {account} raise',
      'objections from {account}',
      'what are the concerns of {account}',
      'what did {account} push back on',
      'which price objections did we hear {period}',
      'show me price objections',
      'who objected to the price',
      'any deals where price is a problem',
      'any deals where legal is a problem',
      'which deals where security is an issue',
      'where is the price an issue',
      'deals where timing is a problem {period}',
      'where is legal a blocker',
      'security concerns {period}',
      'calls with pricing objections',
      'list the objections {period}',
      'what did {person} object to',
      'how many price objections did we get {period}',
      'how many objections {period}',
      'integration concerns',
      'what is {account} complaining about',
      'what does {account} complain about',
      'complaints from {account}',
      'what is holding {account} back',
      'timing objections {period}',
      'what are the objections in the {account} deal',
      'what did {account} not like',
      'what does {account} dislike',
      'who was worried about security {period}',
      'who is worried about the price',
      'which contract concerns came up {period}',
      'what security concerns came up {period}',
    ],
    answer: listObjections,
  },
  {
    id: 'objections.open',
    what: 'Objections that nobody has answered',
    examples: [
      'which objections are unanswered',
      'open objections',
      'objections we did not answer {period}',
      'unresolved objections from {account}',
      'which concerns are still open',
      'what objections has {rep} not handled',
      'how many objections were not answered',
      'unanswered objections of {account}',
      'which objections were left open',
      'which concerns did we never answer',
      'which concerns of {account} did we not address',
    ],
    answer: (asked) => {
      const isNever = /\b(?:never|not at all)\b/i.test(asked.text);
      const how = `not answered in the call${isNever ? '' : ', or only in part'}`;
      return listSaid({
        asked,
        list,
        note,
        definition: `${named(asked)}s${withWhom(asked)}${periodName(asked)} that were ${how}`,
        where: [
          isNever ? sql`claim.outcome = 'unanswered'` : sql`claim.outcome in ('unanswered', 'partly')`,
          ...kindOf(asked),
          ...saidFilters(asked),
        ],
        unit: 'objections',
        text: ({ count }) =>
          `${counts(count, named(asked))}${withWhom(asked)}${periodName(asked)} ${count === 1 ? 'was' : 'were'} ${how}.`,
        nothing: `No open ${named(asked)} was found in calls${withWhom(asked)}${periodName(asked)}.`,
        actions,
      });
    },
  },
];
