import { z } from 'zod';
import { wordsOfAnotherCall } from '#contracts';
import { sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { commandWord, emptyDraft, money, runQuery } from './draft.ts';
import { oneOf, subjectName } from './filters.ts';
import { DealRow } from './list-deals.ts';
import { type Asked, type QuestionKind } from './question-kind.ts';

const Fact = DealRow.extend({
  next_step: z.string().nullable(),
  has_next_step: z.boolean(),
  competitor: z.string().nullable(),
  has_competitor: z.boolean(),
  created_date: z.string().nullable(),
  company: z.string().nullable(),
  pipeline: z.string().nullable(),
  is_closed: z.boolean(),
});
type Fact = z.infer<typeof Fact>;

async function readDeal(asked: Asked) {
  const deal = asked.focus.deal;
  const { rows, ran } = await runQuery({
    asked,
    definition: `What the CRM has of ${deal?.name ?? 'the deal'}`,
    query: sql`select id, name, stage, amount::float8 as amount, currency, close_date::text as close_date, owner, null::text as note,
        next_step, has_next_step, competitor, has_competitor, created_date::text as created_date, company, pipeline, is_closed
      from ${dealsSource(asked.scope)}
      where ${oneOf(sql`deal.id`, [deal?.id ?? ''])}`,
    row: Fact,
  });
  return { deal: rows[0] ?? null, ran };
}

function factKind({
  id,
  what,
  examples,
  tell,
}: {
  id: string;
  what: string;
  examples: string[];
  tell: (deal: Fact, asked: Asked) => { text: string; known: boolean; more?: readonly string[] };
}): QuestionKind {
  return {
    id,
    what,
    needs: 'deal',
    examples,
    answer: async (asked) => {
      const { deal, ran } = await readDeal(asked);
      if (deal === null)
        return {
          ...emptyDraft,
          outcome: 'nothing',
          text: `The CRM has no deal ${subjectName(asked) ?? ''} any more.`,
          queries: [ran],
        };
      const { text, known, more = [] } = tell(deal, asked);
      const proofs = [{ type: 'record', isDeal: true, recordId: deal.id, name: deal.name } as const];
      return {
        ...emptyDraft,
        outcome: known ? 'answered' : 'nothing',
        text,
        lines: [{ text: [`${deal.name}: ${deal.stage ?? 'no stage'}`, ...more].join(', '), proofs }],
        figures:
          (id === 'deal.amount' || id === 'deal.status') && deal.amount !== null
            ? [
                {
                  name: 'amount',
                  value: deal.amount,
                  unit: deal.currency ?? asked.currency,
                  query: 0,
                  column: 'amount',
                },
              ]
            : [],
        queries: [ran],
        actions: [
          {
            label: 'Show the deal',
            command: `sophia deals show "${commandWord(deal.name)}"`,
            deed: { type: 'deal.show', id: deal.id },
          },
        ],
      };
    },
  };
}

function keptFact({ name }: Fact, what: string): string {
  return `What the CRM has as the ${what} of ${name} is ${wordsOfAnotherCall}.`;
}

/** What the CRM has of one deal. */
export const dealFactKinds: readonly QuestionKind[] = [
  factKind({
    id: 'deal.status',
    what: 'Where a deal stands',
    examples: [
      'where does {account} stand',
      'what is up with {account}',
      'whats up with {account}',
      'what do we know about {account}',
      'what is happening with {account}',
      'what is the status of {account}',
      'how is {account} doing',
      'give me an update on {account}',
      'tell me about the {account} deal',
      '{account} status',
      'where is {account} at',
      'where is {account}',
      'where are we at with {account}',
      'where is the {account} deal at',
      'how are things going with {account}',
      'where do things stand for {account}',
      'update for {account}',
      'what is the status for {account}',
      'how is it going with {account}',
      'status of {account}',
      'where are we with {account}',
      'what is going on with {account}',
      'how is the {account} deal going',
      'brief me on {account}',
      'overview of {account}',
    ],
    tell: (deal, asked) => ({
      known: true,
      text: `${deal.name} is in ${deal.stage ?? 'no stage'}${deal.amount === null ? '' : `, worth ${money(deal.amount, deal.currency ?? asked.currency)}`}${deal.close_date === null ? '' : `, ${deal.is_closed ? 'closed' : 'closing'} ${deal.close_date}`}${deal.owner === null ? '' : `, owned by ${deal.owner}`}.`,
      more: [
        `next step: ${deal.next_step ?? (deal.has_next_step ? wordsOfAnotherCall : 'none in the CRM')}`,
        `competitor: ${deal.competitor ?? (deal.has_competitor ? wordsOfAnotherCall : 'none in the CRM')}`,
        ...(deal.created_date === null ? [] : [`created ${deal.created_date}`]),
      ],
    }),
  }),
  factKind({
    id: 'deal.amount',
    what: 'What a deal is worth',
    examples: [
      'how much is the deal worth',
      'what is the deal worth',
      'what is the amount of the deal',
      'how much money is in the {account} deal',
      '{account} amount',
      'deal value for {account}',
      'how much is it worth for {account}',
      'what is the value for {account}',
      'what is the amount for {account}',
      '{account} deal size',
      'how much is {account} worth',
      'what is the amount of {account}',
      'how big is the {account} deal',
      'value of {account}',
      'what is {account} worth',
      'size of the {account} deal',
      'amount of the {account} renewal',
      'how large is {account}',
    ],
    tell: (deal, asked) => ({
      known: deal.amount !== null,
      text:
        deal.amount === null
          ? `The CRM has no amount for ${deal.name}.`
          : `${deal.name} is worth ${money(deal.amount, deal.currency ?? asked.currency)}.`,
    }),
  }),
  factKind({
    id: 'deal.close_date',
    what: 'When a deal closes',
    examples: [
      'when does the deal close',
      'when does it close',
      'when does it close for {account}',
      '{account} close date',
      'when is the close date for {account}',
      'by when should {account} close',
      'what is the close date for {account}',
      'when is it due for {account}',
      'when does {account} close',
      'what is the close date of {account}',
      'when will {account} close',
      'close date for {account}',
      'when is {account} expected to close',
      'when is the {account} renewal due',
      'when did {account} close',
    ],
    tell: (deal) => ({
      known: deal.close_date !== null,
      text:
        deal.close_date === null
          ? `The CRM has no close date for ${deal.name}.`
          : `${deal.name} ${deal.is_closed ? 'closed on' : 'has the close date'} ${deal.close_date}.`,
    }),
  }),
  factKind({
    id: 'deal.owner',
    what: 'Who owns a deal',
    examples: [
      'who owns the deal',
      'who is the owner for {account}',
      'is there an owner for {account}',
      'does {account} have an owner',
      'owner of {account}',
      '{account} owner',
      'who has the {account} deal',
      'who is in charge of {account}',
      'who owns {account}',
      'who is the owner of {account}',
      'whose deal is {account}',
      'which rep has {account}',
      'who is working on {account}',
      'who is responsible for {account}',
      'who handles the {account} deal',
      'account executive for {account}',
    ],
    tell: (deal) => ({
      known: deal.owner !== null,
      text:
        deal.owner === null ? `The CRM names no owner for ${deal.name}.` : `${deal.name} is owned by ${deal.owner}.`,
    }),
  }),
  factKind({
    id: 'deal.stage',
    what: 'Which stage a deal is in',
    examples: [
      'what stage is the deal in',
      'which stage is it in',
      'what stage are we in with {account}',
      'what stage are we in for {account}',
      'which stage are we at for {account}',
      '{account} stage',
      'what is the stage for {account}',
      'what stage is {account} in',
      'which stage is {account}',
      'stage of {account}',
      'at what stage is the {account} deal',
      'in which stage is {account}',
      'what is the stage of {account}',
      'how far along is {account}',
    ],
    tell: (deal) => ({
      known: deal.stage !== null,
      text:
        deal.stage === null
          ? `The CRM has no stage for ${deal.name}.`
          : `${deal.name} is in the stage ${deal.stage}${deal.pipeline === null ? '' : ` (${deal.pipeline})`}.`,
    }),
  }),
  factKind({
    id: 'deal.next_step',
    what: 'The next step of a deal',
    examples: [
      'what is the next step for {account}',
      'what do we do next with {account}',
      'what should we do next on {account}',
      '{account} next step',
      'what is our next move with {account}',
      'do we have a next step for {account}',
      'is there a next step for {account}',
      'next steps for {account}',
      'what is the plan for {account}',
      'next step on {account}',
      'what happens next with {account}',
      'what comes next for {account}',
      'what are the next steps with {account}',
      'what is next on the {account} deal',
    ],
    tell: (deal) => ({
      known: deal.next_step !== null,
      text:
        deal.next_step === null
          ? deal.has_next_step
            ? keptFact(deal, 'next step')
            : `The CRM has no next step for ${deal.name}.`
          : `The next step of ${deal.name} in the CRM: ${deal.next_step}.`,
    }),
  }),
  factKind({
    id: 'deal.competitor',
    what: 'Whom a deal is fought against, by the CRM',
    examples: [
      'who are we competing against at {account}',
      'which competitor is involved at {account}',
      'who are we up against for {account}',
      '{account} competitor',
      'who is the competition for {account}',
      'who is the competitor on {account}',
      'which competitor is in the {account} deal',
      'competition in {account}',
      'who else is {account} looking at',
      'competitor for {account}',
    ],
    tell: (deal) => ({
      known: deal.competitor !== null,
      text:
        deal.competitor === null
          ? deal.has_competitor
            ? keptFact(deal, 'competitor')
            : `The CRM names no competitor for ${deal.name}.`
          : `The CRM names ${deal.competitor} as the competitor for ${deal.name}.`,
    }),
  }),
];
