import { fewestMentions } from '#contracts';
import { sql } from '#platform/sql';
import { mentionList } from '../battlecard/mention-list.ts';
import { withWhom } from './call-filters.ts';
import { dealsWithRival } from './deals-with-rival.ts';
import { commandWord, counts } from './draft.ts';
import { closingIn, dealFilters, narrowedTo, periodName, subjectName } from './filters.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';
import { countSaid, listSaid, saidFilters } from './said.ts';
import { winRate } from './win-rate.ts';

const list = mentionList;

const note = sql`concat_ws(', ', claim.name, case claim.side when 'external' then 'said by the buyer' when 'internal' then 'said by us' else 'side not known' end)`;

async function aboutRival(asked: Asked): Promise<Draft> {
  const rival = asked.slots.competitor ?? '';
  const draft = await listSaid({
    asked,
    list,
    note,
    definition: `Mentions of ${rival} in calls${withWhom(asked)}${periodName(asked)}`,
    where: [sql`lower(claim.name) = ${rival.toLowerCase()}`, ...saidFilters(asked)],
    unit: 'mentions',
    text: ({ count }) =>
      `${rival} was mentioned ${counts(count, 'time')} in calls${withWhom(asked)}${periodName(asked)}.`,
    nothing: `${rival} was not mentioned in any call${withWhom(asked)}${periodName(asked)}.`,
  });
  const count = draft.figures[0]?.value ?? 0;
  if (count === 0) return draft;
  if (count >= fewestMentions) {
    return {
      ...draft,
      actions: [{ label: 'Open the battlecard', command: `sophia battlecard "${commandWord(rival)}"` }],
    };
  }
  const text = `${rival} was mentioned ${counts(count, 'time')} in calls${withWhom(asked)}${periodName(asked)}: insufficient signal for a judgement, which takes ${fewestMentions} mentions. What was said:`;
  return { ...draft, outcome: 'insufficient', text };
}

/** Of one account, deal or person: each mention, with who said it. */
function whoMentioned(asked: Asked): Promise<Draft> {
  return listSaid({
    asked,
    list,
    note,
    definition: `Mentions of competitors in calls${withWhom(asked)}${periodName(asked)}`,
    where: saidFilters(asked),
    unit: 'mentions',
    text: ({ count }) =>
      `Competitors were mentioned ${counts(count, 'time')} in calls${withWhom(asked)}${periodName(asked)}.`,
    nothing: `No competitor was mentioned in calls${withWhom(asked)}${periodName(asked)}.`,
  });
}

export const competitorKinds: readonly QuestionKind[] = [
  {
    id: 'competitors.top',
    what: 'Which competitors are mentioned, and how often',
    examples: [
      'which competitors come up most',
      'competitor mentions {period}',
      'who are our main competitors',
      'what competitors were mentioned {period}',
      'which competitors did {account} mention',
      'how often are competitors mentioned',
      'top competitors {period}',
      'which competitor is mentioned the most',
      'competitive landscape',
      'did {account} mention any competitors',
      'has anyone mentioned a competitor at {account}',
      'has anyone at {account} mentioned a competitor',
      'did anyone at {account} mention a competitor',
      'did anybody mention a competitor {period}',
      'has {person} mentioned a competitor',
      'was a competitor mentioned in calls with {account}',
      'were any competitors mentioned by {account} {period}',
      'has a competitor come up with {account}',
      'did any competitor come up in the calls with {account}',
      'is {account} talking about our competitors',
      'which competitors were mentioned at {account}',
      'have any rivals been mentioned at {account}',
      'any competitors mentioned by {account}',
      'who do we compete with',
    ],
    answer: (asked) => {
      if (subjectName(asked) !== null || asked.focus.contact !== null) return whoMentioned(asked);
      return countSaid({
        asked,
        list,
        by: sql`claim.name`,
        definition: `Mentions of competitors in calls${withWhom(asked)}${periodName(asked)} by name`,
        where: saidFilters(asked),
        unit: 'mentions',
        text: ({ name, count, total }) =>
          `The competitor mentioned most in calls${withWhom(asked)}${periodName(asked)} is ${name} (${count} of ${counts(total, 'mention')}).${count < fewestMentions ? ` Below ${fewestMentions} mentions the signal is insufficient for a judgement.` : ''}`,
        nothing: `No competitor was mentioned in calls${withWhom(asked)}${periodName(asked)}.`,
      });
    },
  },
  {
    id: 'competitors.one',
    what: 'What is said of a competitor',
    needs: 'competitor',
    examples: [
      'what do people say about {competitor}',
      'what did {account} say about {competitor}',
      'how often was {competitor} mentioned {period}',
      'number of mentions of {competitor} {period}',
      'how many mentions of {competitor}',
      'how often does {competitor} come up',
      '{competitor} mentions {period}',
      'how often do we hear about {competitor}',
      'mentions of {competitor}',
      'who mentioned {competitor}',
      'what do we know about {competitor}',
      'tell me about {competitor}',
      'what do we know about {competitor}',
      'what are buyers saying about {competitor}',
      'when did {competitor} last come up',
      'battlecard for {competitor}',
      'how many times was {competitor} mentioned',
      'did {account} mention {competitor}',
    ],
    answer: aboutRival,
  },
  {
    id: 'competitors.deals',
    what: 'In the calls of which deals a competitor is mentioned',
    needs: 'competitor',
    examples: [
      'in which deals was {competitor} mentioned',
      'which deals mention {competitor}',
      'which accounts are talking about {competitor}',
      'which customers mentioned {competitor} {period}',
      'deals where {competitor} came up in calls',
      'which deals talk about {competitor}',
    ],
    answer: dealsWithRival,
  },
  {
    id: 'competitors.any_deals',
    what: 'In the calls of which deals any competitor is mentioned',
    says: /\b(?:deals?|opportunit\w+|opps?|renewals?|accounts?|customers?)\b/i,
    examples: [
      'which deals mention a competitor',
      'which deals mention competitors',
      'which of my deals mention a competitor',
      'which open deals mention a competitor',
      'which deals have a competitor mentioned',
      'which deals have competitors in them',
      'in which deals was a competitor mentioned {period}',
      'in which deals did a competitor come up',
      'deals in which competitors came up {period}',
      'deals where a competitor was mentioned in calls',
      'show me deals with a competitor in them',
      'which deals talk about competitors',
      'which deals of {rep} mention a competitor',
      'what deals are competitors in',
      'in what deals do we have competition',
      'which accounts are talking to a competitor',
      'which customers mentioned a competitor {period}',
      'list the deals that mention a rival',
    ],
    answer: dealsWithRival,
  },
  {
    id: 'competitors.win_rate',
    what: 'The win rate against a competitor',
    needs: 'competitor',
    examples: [
      'what is our win rate against {competitor}',
      'how often do we beat {competitor}',
      'do we win against {competitor}',
      'win rate versus {competitor}',
      'record against {competitor}',
    ],
    answer: (asked) =>
      winRate({
        asked,
        about: `${narrowedTo(asked)}${periodName(asked)} (the competitor that the CRM names)`,
        where: [...closingIn(asked), ...dealFilters(asked)],
      }),
  },
];
