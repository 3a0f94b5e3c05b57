import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { movesSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { counts } from './draft.ts';
import { aboutSubject, narrowedTo, ofDealsNamed, periodOr, spanOf, within } from './filters.ts';
import { type Asked, type Draft, type QuestionKind } from './question-kind.ts';
import { valueInWords } from './value-in-words.ts';

const MoveRow = z.object({
  deal_id: z.string(),
  deal: z.string(),
  property: z.string(),
  before: z.string().nullable(),
  value: z.string().nullable(),
  day: z.string(),
  source: z.string(),
});

/** What the fields of a deal are called where people read them. */
export const fieldNames: Readonly<Record<string, string>> = {
  dealstage: 'stage',
  closedate: 'close date',
  amount: 'amount',
  hs_next_step: 'next step',
  hubspot_owner_id: 'owner',
  main_competitor: 'competitor',
};

function listMoves({
  asked,
  definition,
  where,
  text,
  nothing,
}: {
  asked: Asked;
  definition: string;
  where: readonly SQL[];
  text: (count: number) => string;
  nothing: string;
}): Promise<Draft> {
  function inWords(value: SQL) {
    return valueInWords({ asked, property: sql`move.property`, value });
  }
  return answerList({
    asked,
    definition,
    from: movesSource(asked.scope),
    where: [
      ...where,
      ...(asked.focus.owner === null ? [] : [sql`move.owner_id = ${asked.focus.owner.id}`]),
      ...aboutSubject(asked, { company: sql`move.company_id`, deal: sql`move.deal_id` }),
      ...ofDealsNamed(asked, sql`move.deal_id`),
    ],
    order: sql`move.at desc, deal, property`,
    columns: sql`deal_id, deal, property, ${inWords(sql`move.before`)} as before, ${inWords(sql`move.value`)} as value, day::text as day, source`,
    row: MoveRow,
    line: (row) => ({
      text: `${row.deal}: ${fieldNames[row.property] ?? row.property.replaceAll('_', ' ')} from ${row.before ?? 'empty'} to ${row.value ?? 'empty'} on ${row.day} (${row.source})`,
      proofs: [{ type: 'record', isDeal: true, recordId: row.deal_id, name: row.deal }],
    }),
    unit: 'changes',
    text: ({ count }) => text(count),
    nothing,
  });
}

/** A field that was filled for the first time has not changed. */
const changed = sql`move.before is not null and move.value is distinct from move.before`;

function moveKind({
  id,
  what,
  examples,
  where,
  words,
}: {
  id: string;
  what: string;
  examples: string[];
  where: SQL;
  words: (count: number) => string;
}): QuestionKind {
  return {
    id,
    what,
    says: saysThatItDid,
    examples,
    answer: (asked) => {
      const period = periodOr(asked, 'last 30 days');
      return listMoves({
        asked,
        definition: `${what}${narrowedTo(asked)}, from ${period.from} to ${period.to}, by the history of the CRM`,
        where: [changed, where, within(sql`move.day`, period)],
        text: (count) => `${words(count)}${narrowedTo(asked)} in that time (${spanOf(period)}).`,
        nothing: `${what}${narrowedTo(asked)}: none in that time (${spanOf(period)}).`,
      });
    },
  };
}

/** What has not moved is another question. */
const saysThatItDid = /^(?!.*\b(?:not|never|nothing|without|(?:is|are|was|were|has|have|had|did|do|does)n['’]?t)\b)/i;

/** What changed on deals, by the history of the CRM. */
export const moveKinds: readonly QuestionKind[] = [
  moveKind({
    id: 'moves.deal',
    what: 'What changed on deals in the CRM',
    where: sql`true`,
    words: (count) => `${counts(count, 'value')} of deals changed`,
    examples: [
      'what changed on {account}',
      'what changed {period}',
      'what is new with {account}',
      'changes to {account} {period}',
      'history of {account}',
      'what happened with my deals {period}',
      'what was changed in the crm {period}',
      'any changes on the {account} deal',
      'what has changed since {period}',
      'recent updates to {account}',
    ],
  }),
  moveKind({
    id: 'moves.stage',
    what: 'Deals that moved to another stage',
    where: sql`move.property = 'dealstage'`,
    words: (count) => `${counts(count, 'move')} to another stage`,
    examples: [
      'which deals moved stage {period}',
      'stage changes {period}',
      'which deals advanced {period}',
      'what moved forward {period}',
      'deals that progressed {period}',
      'which of {rep} deals moved {period}',
      'when did {account} change stage',
      'has {account} moved {period}',
      'did {account} move {period}',
      'has {account} changed stage {period}',
      'which deals changed stage',
      'how many deals moved to another stage {period}',
      'how many stage changes were there {period}',
    ],
  }),
  moveKind({
    id: 'moves.pushed',
    what: 'Close dates that were pushed to later',
    where: sql`move.property = 'closedate' and left(move.value, 10) > left(move.before, 10)`,
    words: (count) => `${counts(count, 'close date')} pushed to later`,
    examples: [
      'which deals slipped {period}',
      'which close dates were pushed {period}',
      'what was pushed out {period}',
      'deals with a delayed close date',
      'was the close date of {account} moved',
      'slipped deals {period}',
      'which deals got delayed {period}',
      'close date changes {period}',
    ],
  }),
  moveKind({
    id: 'moves.amount',
    what: 'Amounts that changed',
    where: sql`move.property = 'amount' and move.value::numeric is distinct from move.before::numeric`,
    words: (count) => `${counts(count, 'amount')} changed`,
    examples: [
      'which deal amounts changed {period}',
      'which deals grew {period}',
      'which deals shrank {period}',
      'did the amount of {account} change',
      'amount changes {period}',
      'whose value went up {period}',
      'which deals were downsized {period}',
    ],
  }),
];
