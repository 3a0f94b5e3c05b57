import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { leadsSource } from '../query/leads-source.ts';
import { answerList } from './answer-list.ts';
import { counts } from './draft.ts';
import { oneOf, spanOf, subjectName, within } from './filters.ts';
import type { Groups } from './group-rows.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';

const LeadRow = z.object({
  id: z.string(),
  name: z.string(),
  stage: z.string().nullable(),
  owner: z.string().nullable(),
  company: z.string().nullable(),
  created: z.string().nullable(),
});

const groups: Groups = {
  stage: sql`lead.stage`,
  owner: sql`lead.owner`,
  account: sql`lead.company`,
  month: sql`to_char(lead.created_date, 'YYYY-MM')`,
  quarter: sql`to_char(lead.created_date, 'YYYY "Q"Q')`,
};

function leadFilters({ focus, slots }: Asked): SQL[] {
  const { stage, team, period } = slots;
  const companies = focus.accounts.map(({ id }) => id);
  return [
    ...(focus.owner === null ? [] : [sql`lead.owner_id = ${focus.owner.id}`]),
    ...(team === null ? [] : [team.ownerIds.length === 0 ? sql`false` : oneOf(sql`lead.owner_id`, team.ownerIds)]),
    ...(stage === null ? [] : [oneOf(sql`lead.stage_id`, stage.ids)]),
    ...(companies.length === 0 ? [] : [oneOf(sql`lead.company_id`, companies)]),
    ...(period === null ? [] : [within(sql`lead.created_date`, period)]),
  ];
}

/** ` of Maya Okafor in Connected for Larkspur Hill that came in last month (…)`. */
function narrowed(asked: Asked): string {
  const { focus, slots } = asked;
  const subject = focus.accounts.length === 0 ? null : subjectName(asked);
  return [
    focus.owner === null ? '' : ` of ${focus.owner.name}`,
    slots.team === null ? '' : ` of the team ${slots.team.name}`,
    slots.stage === null ? '' : ` in ${slots.stage.name}`,
    subject === null ? '' : ` for ${subject}`,
    slots.period === null ? '' : ` that came in ${spanOf(slots.period)}`,
  ].join('');
}

const onlyWhereRead = 'Leads are read where the account of HubSpot has them and the scopes for them are granted.';

async function listLeads(asked: Asked): Promise<Draft> {
  const draft = await answerList({
    asked,
    definition: `Leads${narrowed(asked)}`,
    from: leadsSource(asked.scope),
    where: leadFilters(asked),
    order: sql`created_date desc nulls last, name, id`,
    columns: sql`id, name, stage, owner, company, created_date::text as created`,
    row: LeadRow,
    line: ({ id, name, stage, owner, company, created }) => {
      const came = created === null ? null : `came in ${created}`;
      const facts = [stage, company, owner, came].filter((fact) => fact !== null);
      return {
        text: `${name}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`,
        proofs: [{ type: 'record', recordId: id, name }],
      };
    },
    unit: 'leads',
    noun: 'lead',
    groups,
    ranks: { time: { column: sql`created_date`, most: 'newest', least: 'oldest' } },
    text: ({ count }) => `${counts(count, 'lead')}${narrowed(asked)}.`,
    nothing: `No lead${narrowed(asked)} is in the CRM.`,
  });
  return draft.outcome === 'nothing' ? { ...draft, unknown: [...draft.unknown, onlyWhereRead] } : draft;
}

export const leadsKind = 'leads.list';

export const leadKinds: readonly QuestionKind[] = [
  {
    id: leadsKind,
    what: 'Leads, by stage or owner',
    examples: [
      'how many leads do we have',
      'list the leads',
      'leads of {rep}',
      'which leads are in {stage}',
      'leads in {stage}',
      'how many leads are in {stage}',
      'how many leads does {rep} have',
      'show me our leads',
      'leads {period}',
      'how many leads came in {period}',
      'new leads {period}',
      'which leads are there',
      'leads by stage',
      'leads per rep',
      'number of leads by owner',
      'who has the most leads',
      'leads from {account}',
      'lead count',
      'what leads does {rep} own',
      'our newest leads',
      'count of leads {period}',
      'what new leads did we get {period}',
      'which leads did we get {period}',
      'how many leads did we get {period}',
    ],
    answer: listLeads,
  },
];
