import { z } from 'zod';
import { WarningKind } from '#contracts';
import { warningNames } from '#modules/warnings';
import { type SQL, sql } from '#platform/sql';
import { warningsSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { withWhom } from './call-filters.ts';
import { counts } from './draft.ts';
import { aboutSubject, narrowedTo, ofDealsNamed, periodName, spanOf, within } from './filters.ts';
import type { Asked, Draft, DraftLine, Proof, QuestionKind } from './question-kind.ts';
import { listSaid, saidFilters } from './said.ts';

const WarningProof = z.array(
  z.union([
    z.object({
      type: z.literal('quote'),
      callId: z.string(),
      quote: z.string(),
      speaker: z.string(),
      turn: z.number(),
    }),
    z.object({ type: z.literal('call'), callId: z.string(), title: z.string().nullable(), at: z.string() }),
    z.object({ type: z.string() }).transform(() => null),
  ]),
);

const WarningRow = z.object({
  id: z.string(),
  deal_id: z.string(),
  deal: z.string(),
  kind: z.string(),
  severity: z.string(),
  explanation: z.string(),
  raised: z.string(),
  cleared: z.string().nullable(),
  because: z.string().nullable(),
  evidence: WarningProof,
});
type WarningRow = z.infer<typeof WarningRow>;

const standing = sql`warning.cleared_date is null and not warning.is_closed`;

function filters(asked: Asked): SQL[] {
  const { slots, focus } = asked;
  return [
    ...(focus.owner === null ? [] : [sql`warning.owner_id = ${focus.owner.id}`]),
    ...(slots.warning === null ? [] : [sql`warning.kind = ${slots.warning}`]),
    ...aboutSubject(asked, { company: sql`warning.company_id`, deal: sql`warning.deal_id` }),
    ...ofDealsNamed(asked, sql`warning.deal_id`),
  ];
}

function proofsOf(row: WarningRow): Proof[] {
  const said = row.evidence.flatMap((one): Proof[] => {
    if (one === null) return [];
    if (one.type === 'quote')
      return [
        {
          type: 'turn',
          callId: one.callId,
          title: row.deal,
          date: null,
          turn: one.turn,
          quote: one.quote,
          speaker: one.speaker,
        },
      ];
    return [{ type: 'call', callId: one.callId, title: one.title ?? 'a call', date: one.at.slice(0, 10) }];
  });
  return [{ type: 'record', isDeal: true, recordId: row.deal_id, name: row.deal }, ...said.slice(0, 2)];
}

function nameOf(kind: string): string {
  const known = WarningKind.safeParse(kind);
  return known.success ? warningNames[known.data] : kind.replaceAll('_', ' ');
}

function lineOf(row: WarningRow): DraftLine {
  const end = row.cleared === null ? '' : `, cleared ${row.cleared}${row.because === null ? '' : ` (${row.because})`}`;
  return {
    text: `${row.deal}: ${nameOf(row.kind)} (${row.severity}), ${row.explanation}${end}`,
    proofs: proofsOf(row),
  };
}

function listWarned({
  asked,
  definition,
  where,
  text,
  nothing,
  order,
  byDeal,
}: {
  asked: Asked;
  definition: string;
  where: readonly SQL[];
  text: (count: number) => string;
  nothing: string;
  order?: SQL;
  byDeal: boolean;
}): Promise<Draft> {
  return answerList({
    asked,
    definition,
    from: warningsSource(asked.scope),
    where: [...where, ...filters(asked)],
    order:
      order ??
      sql`case severity when 'high' then 0 when 'medium' then 1 else 2 end, amount desc nulls last, deal, kind`,
    columns: sql`id, deal_id, deal, kind, severity, explanation, raised_date::text as raised, cleared_date::text as cleared, cleared_because as because, evidence`,
    row: WarningRow,
    line: lineOf,
    unit: byDeal ? 'deals' : 'warnings',
    groups: {
      owner: sql`warning.owner`,
      account: sql`warning.company`,
      stage: sql`warning.stage`,
      kind: sql`replace(warning.kind, '_', ' ')`,
    },
    ranks: {
      size: { column: sql`amount`, most: 'largest', least: 'smallest' },
      time: { column: sql`raised_date`, most: 'newest', least: 'oldest' },
      close: { column: sql`close_date`, most: 'last to close', least: 'first to close' },
    },
    ...(byDeal ? { distinct: sql`deal_id` } : {}),
    text: ({ count }) => text(count),
    nothing,
    actions: [
      { label: 'List warnings', command: 'sophia warnings list' },
      { label: 'See what one stands on', command: 'sophia warnings show <id>' },
    ],
    deeds: ({ id, deal, kind }) => [
      { label: `See what “${nameOf(kind)}” of ${deal} stands on`, command: `sophia warnings show ${id}` },
    ],
  });
}

/** How long is too long differs from stage to stage; whoever means a number of days can say it. */
function byDays({ slots }: Asked): string {
  if (slots.warning !== 'stuck_in_stage') return '';
  return ' How long is too long is judged for each stage; for a number of days ask “which deals have not moved in 30 days”.';
}

function closingIn(asked: Asked): SQL[] {
  return asked.slots.period === null ? [] : [within(sql`warning.close_date`, asked.slots.period)];
}

/** Each line says why, and what it is about. */
const lineTells = /^(?:why|what (?:is|are) the (?:reasons?|risks?)|how many)\b/i;

export const warningKinds: readonly QuestionKind[] = [
  {
    id: 'warnings.at_risk',
    what: 'Which deals are at risk, and why',
    alsoTells: lineTells,
    examples: [
      'which deals are at risk',
      'biggest risks in {stage}',
      'what are the biggest risks {period}',
      'top risks in {stage}',
      'risks in {stage}',
      'largest risks in the pipeline',
      'which renewals are at risk {period} and why',
      'what deals should i worry about',
      'deals with warnings',
      'which of {rep} deals are in trouble',
      'at risk deals {period}',
      'which deals closing {period} are at risk',
      'what is slipping',
      'where do we have problems',
      'deals in danger',
      'which deals need attention',
      'how many deals are at risk',
      'unhealthy deals',
      'which accounts are at risk',
      'my deals at risk',
      'which deals look shaky',
      'which of {rep} deals look shaky',
      'shaky deals {period}',
      'which deals could fall through {period}',
    ],
    answer: (asked) => {
      const { period } = asked.slots;
      const within = period === null ? '' : ` in that time (${spanOf(period)})`;
      function days(count: number): string {
        return period === null ? '' : ` that ${count === 1 ? 'closes' : 'close'}${within}`;
      }
      return listWarned({
        asked,
        byDeal: true,
        definition: `Open deals${narrowedTo(asked)}${days(2)} with a warning that stands`,
        where: [standing, ...closingIn(asked)],
        text: (count) =>
          `${counts(count, 'open deal')}${narrowedTo(asked)}${days(count)} ${count === 1 ? 'has' : 'have'} a warning that stands.`,
        nothing: `No open deal${narrowedTo(asked)}${days(1)} has a warning that stands.`,
      });
    },
  },
  {
    id: 'warnings.deal',
    what: 'Why a deal is at risk',
    needs: 'account',
    alsoTells: lineTells,
    examples: [
      'why is {account} at risk',
      'is {account} at risk',
      'what are the warnings for {account}',
      'is the {account} deal healthy',
      'what is wrong with {account}',
      'how healthy is {account}',
      'any red flags on {account}',
      'health of {account}',
      'should i be worried about {account}',
      'warnings on {account}',
      'any risks for {account}',
      'any risks on {account}',
      'any warnings for {account}',
      'risks for {account}',
    ],
    answer: (asked) =>
      listWarned({
        asked,
        byDeal: false,
        definition: `Warnings that stand${narrowedTo(asked)}`,
        where: [standing],
        text: (count) => `${counts(count, 'warning')}${narrowedTo(asked)} ${count === 1 ? 'stands' : 'stand'}.`,
        nothing: `No warning${narrowedTo(asked)} stands.`,
      }),
  },
  {
    id: 'warnings.kind',
    what: 'Deals with a warning of a kind: quiet, ghosted, stuck, pushed, single-threaded',
    needs: 'warning',
    alsoTells: lineTells,
    examples: [
      'which deals are {warning}',
      'deals that are {warning}',
      'which deals have {warning}',
      'how many deals are {warning}',
      'which of {rep} deals are {warning}',
      'show me deals where the {warning}',
      '{warning} deals',
      'deals {warning} in {stage}',
      'which deals are {warning} in {stage}',
      'which deals in {stage} are {warning}',
      'which buyers are {warning}',
      'are any deals {warning}',
      'where are we {warning}',
      'who has {warning}',
      'who has {warning} on us',
      'where is {warning}',
      'which deals keep {warning}',
      'where do we {warning}',
      'where did our {warning}',
    ],
    answer: (asked) => {
      const kind = nameOf(asked.slots.warning ?? '');
      return listWarned({
        asked,
        byDeal: true,
        definition: `Open deals${narrowedTo(asked)} with the standing warning “${kind}”`,
        where: [standing, ...closingIn(asked)],
        text: (count) =>
          `${counts(count, 'open deal')}${narrowedTo(asked)} ${count === 1 ? 'has' : 'have'} the warning “${kind}”.${byDays(asked)}`,
        nothing: `No open deal${narrowedTo(asked)} has the warning “${kind}”.${byDays(asked)}`,
      });
    },
  },
  {
    id: 'warnings.new',
    what: 'Which warnings are new',
    alsoTells: lineTells,
    examples: [
      'list the warnings',
      'what warnings are new {period}',
      'new warnings {period}',
      'which deals became risky {period}',
      'what risks came up {period}',
      'which warnings were raised {period}',
      'new risks {period}',
      'latest warnings',
      'which red flags came up {period}',
      'which new red flags came up {period}',
      'what new warnings came up {period}',
    ],
    answer: (asked) =>
      listWarned({
        asked,
        byDeal: false,
        definition: `Warnings${narrowedTo(asked)} raised${periodName(asked)}`,
        where: asked.slots.period === null ? [standing] : [within(sql`warning.raised_date`, asked.slots.period)],
        order: sql`raised_date desc, deal, kind`,
        text: (count) =>
          `${counts(count, 'warning')}${narrowedTo(asked)} ${count === 1 ? 'was' : 'were'} raised${periodName(asked)}.`,
        nothing: `No warning${narrowedTo(asked)} was raised${periodName(asked)}.`,
      }),
  },
  {
    id: 'warnings.cleared',
    what: 'Which warnings are cured',
    alsoTells: lineTells,
    examples: [
      'which warnings were cleared {period}',
      'resolved warnings {period}',
      'which risks went away {period}',
      'which deals recovered {period}',
      'cleared warnings',
      'what got better {period}',
      'did any warnings clear up {period}',
      'did any risks go away {period}',
      'were any warnings resolved {period}',
    ],
    answer: (asked) =>
      listWarned({
        asked,
        byDeal: false,
        definition: `Warnings${narrowedTo(asked)} cleared${periodName(asked)}`,
        where: [
          sql`warning.cleared_date is not null`,
          ...(asked.slots.period === null ? [] : [within(sql`warning.cleared_date`, asked.slots.period)]),
        ],
        order: sql`cleared_date desc, deal, kind`,
        text: (count) =>
          `${counts(count, 'warning')}${narrowedTo(asked)} ${count === 1 ? 'was' : 'were'} cleared${periodName(asked)}.`,
        nothing: `No warning${narrowedTo(asked)} was cleared${periodName(asked)}.`,
      }),
  },
  {
    id: 'risks.said',
    what: 'Risks that were named in calls',
    examples: [
      'what risks were mentioned in calls {period}',
      'what risks did {account} mention',
      'risks from the calls with {account}',
      'what could go wrong with {account}',
      'which risks do buyers name {period}',
      'deal risks said in calls',
      'risk factors for {account}',
      'what threatens the {account} deal',
    ],
    answer: (asked) =>
      listSaid({
        asked,
        list: 'findings.risks',
        note: sql`concat_ws(', ', replace(claim.kind, '_', ' '), claim.outcome)`,
        definition: `Risks found in calls${withWhom(asked)}${periodName(asked)}`,
        where: saidFilters(asked),
        unit: 'risks',
        text: ({ count }) => `${counts(count, 'risk')} in calls${withWhom(asked)}${periodName(asked)}.`,
        nothing: `No risk was found in calls${withWhom(asked)}${periodName(asked)}.`,
      }),
  },
];
