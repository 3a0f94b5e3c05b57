import { z } from 'zod';
import { listOwnApprovals } from '#modules/changesets';
import { type SQL, sql } from '#platform/sql';
import { changesSource, dealsSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { counts } from './draft.ts';
import { aboutSubject, narrowedTo, ofDealsNamed, oneOf, periodName, subjectName, within } from './filters.ts';
import { fieldNames, moveKinds } from './moves.ts';
import { type Asked, type Draft, type QuestionKind } from './question-kind.ts';
import { valueInWords } from './value-in-words.ts';

const ChangeRow = z.object({
  change_set_id: z.string(),
  id: z.string(),
  target: z.string().nullable(),
  property: z.string().nullable(),
  value: z.string().nullable(),
  old: z.string().nullable(),
  reason: z.string(),
  title: z.string(),
  call_id: z.string().nullable(),
  record_id: z.string().nullable(),
});
type ChangeRow = z.infer<typeof ChangeRow>;

function subjectOfChange({ focus, scope }: Asked): SQL[] {
  if (focus.deal !== null) return [sql`change.record_id = ${focus.deal.id}`];
  if (focus.accounts.length === 0) return [];
  const ids = focus.accounts.map(({ id }) => id);
  return [
    sql`(${oneOf(sql`change.record_id`, ids)} or change.record_id in (select deal.id from ${dealsSource(scope)} where ${oneOf(sql`deal.company_id`, ids)}))`,
  ];
}

function forWhom(asked: Asked): string {
  const subject = subjectName(asked);
  return subject === null ? '' : ` for ${subject}`;
}

function listChanges({
  asked,
  definition,
  where,
  text,
  nothing,
  actions,
  deeds,
}: {
  asked: Asked;
  definition: string;
  where: readonly SQL[];
  text: (count: number) => string;
  nothing: string;
  actions: Draft['actions'];
  deeds?: (change: { id: string; name: string }) => Draft['actions'];
}): Promise<Draft> {
  function inWords(value: SQL) {
    return valueInWords({ asked, property: sql`change.property`, value });
  }
  return answerList({
    asked,
    definition,
    from: changesSource(asked.scope),
    where: [...where, ...subjectOfChange(asked)],
    order: sql`proposed_date desc, change_set_id desc, id`,
    columns: sql`id, target_name as target, property, ${inWords(sql`change.value`)} as value, ${inWords(sql`change.old_value`)} as old, reason, title, call_id, record_id, change_set_id`,
    row: ChangeRow,
    line: (row) => ({
      about: [row.id, row.change_set_id],
      text: `${row.target ?? 'the CRM'}: ${row.property === null ? row.title : `${fieldNames[row.property] ?? row.property.replaceAll('_', ' ')} from ${spoken(row.old ?? 'empty')} to ${spoken(row.value ?? 'empty')}`} (${row.id})`,
      proofs: [
        ...(row.record_id === null
          ? []
          : [{ type: 'record', recordId: row.record_id, name: row.target ?? 'a record' } as const]),
        ...(row.call_id === null ? [] : [{ type: 'call', callId: row.call_id, title: row.title, date: null } as const]),
      ],
    }),
    unit: 'changes',
    text: ({ count }) => text(count),
    nothing,
    actions,
    ...(deeds === undefined ? {} : { deeds: (row: ChangeRow) => deeds({ id: row.id, name: nameOf(row) }) }),
  });
}

function nameOf({ property, target, title }: ChangeRow): string {
  return property === null
    ? title
    : `${fieldNames[property] ?? property.replaceAll('_', ' ')} of ${target ?? 'the CRM'}`;
}

/** A value of the CRM as one says it: a midnight is a day, and a number has its thousands apart. */
function spoken(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}T00:00:00(?:\.0+)?Z$/.test(value)) return value.slice(0, 10);
  return /^-?\d{4,15}(?:\.\d{1,2})?$/.test(value) ? Number(value).toLocaleString('en-US') : value;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}

const showChange = { label: 'Show a change', command: 'sophia changes show <id>' };

function stateKind({
  id,
  what,
  examples,
  states,
  words,
  day,
  actions = [showChange],
  deeds,
}: {
  id: string;
  what: string;
  examples: string[];
  states: readonly string[];
  words: string;
  day: SQL;
  actions?: Draft['actions'];
  deeds?: (change: { id: string; name: string }) => Draft['actions'];
}): QuestionKind {
  return {
    id,
    what,
    examples,
    answer: (asked) =>
      listChanges({
        asked,
        definition: `Changes${forWhom(asked)}${periodName(asked)} that were ${words}`,
        where: [
          oneOf(sql`change.state`, states),
          ...(asked.slots.period === null ? [] : [within(day, asked.slots.period)]),
        ],
        text: (count) => `${counts(count, 'change')}${forWhom(asked)}${periodName(asked)} ${was(count)} ${words}.`,
        nothing: `No change${forWhom(asked)}${periodName(asked)} was ${words}.`,
        actions,
        ...(deeds === undefined ? {} : { deeds }),
      }),
  };
}

/** `what is waiting for my approval`; the deals may be mine where the word is that of others. */
const asksOwn =
  /\b(?:my|mine to) (?:own )?(?:approvals?|approve|sign[- ]?offs?|decisions?|decide|word|ok(?:ay)?|review|say|attention|queue|inbox)\b|\b(?:for|on|from|by) me\b|\b(?:do|should|must|can|may|could|need) i (?:\w+ ){0,3}?(?:approve|decide|sign|reject)\b|\bi (?:\w+ ){0,3}?(?:approve|decide|sign)\b/i;

/** What waits for a person's word: of whoever asks where the question says so, otherwise of anybody. */
async function waitingChanges(asked: Asked): Promise<Draft> {
  const isOwn = asksOwn.test(asked.text);
  const { changeIds, hasOthers } = isOwn
    ? await listOwnApprovals({ ctx: asked.ctx })
    : { changeIds: null, hasOthers: false };
  const whose = isOwn ? 'your decision' : 'a decision';
  const others = hasOthers ? ' More wait for the word of others: ask “what is waiting for approval”.' : '';
  return listChanges({
    asked,
    definition: `Changes${forWhom(asked)} that wait for ${isOwn ? 'the word of whoever asked' : "a person's word"}`,
    where: [
      sql`change.state = 'waiting'`,
      ...(changeIds === null ? [] : [changeIds.length === 0 ? sql`false` : oneOf(sql`change.id`, changeIds)]),
    ],
    text: (count) =>
      `${counts(count, 'change')}${forWhom(asked)} ${count === 1 ? 'waits' : 'wait'} for ${whose}.${others}`,
    nothing: `Nothing${forWhom(asked)} waits for ${whose}.${others}`,
    actions: [
      { label: 'Approve', command: 'sophia changes approve <id>' },
      { label: 'Reject', command: 'sophia changes reject <id> --reason <reason>' },
    ],
    deeds: ({ id, name }) => [
      { label: `Approve ${name}`, command: `sophia changes approve ${id}`, deed: { type: 'change.approve', id } },
      {
        label: `Reject ${name}`,
        command: `sophia changes reject ${id} --reason <reason>`,
        deed: { type: 'change.reject', id },
      },
    ],
  });
}

const DisagreeRow = z.object({
  id: z.string(),
  record_id: z.string(),
  record: z.string(),
  property: z.string(),
  crm: z.string().nullable(),
  said: z.string(),
  call_id: z.string(),
  quote: z.string().nullable(),
  turn: z.number().nullable(),
  speaker: z.string().nullable(),
  day: z.string(),
});

function sayWhichIsRight({ id, record, property }: z.infer<typeof DisagreeRow>): Draft['actions'] {
  const name = `${fieldNames[property] ?? property.replaceAll('_', ' ')} of ${record}`;
  const command = `sophia contradictions resolve ${id}`;
  return [
    {
      label: `The CRM is right about ${name}`,
      command: `${command} crm`,
      deed: { type: 'contradiction.crm_right', id },
    },
    {
      label: `The call is right about ${name}`,
      command: `${command} call`,
      deed: { type: 'contradiction.call_right', id },
    },
  ];
}

export const changeKinds: readonly QuestionKind[] = [
  {
    id: 'approvals.waiting',
    what: 'What waits for approval',
    examples: [
      'what is waiting for my approval',
      'which changes need approval',
      'pending approvals',
      'what do i have to approve',
      'what changes are waiting',
      'approvals for {account}',
      'how many changes are waiting for approval',
      'open approvals',
      'is anything waiting for a decision',
      'what needs my sign off',
      'proposed changes for {account}',
      'what is waiting for me to approve',
      'which changes are mine to decide',
      'what waits on me',
    ],
    answer: waitingChanges,
  },
  stateKind({
    id: 'changes.written',
    what: 'What Sophia wrote to the CRM',
    states: ['applied'],
    words: 'written to the CRM by Sophia',
    day: sql`change.applied_date`,
    actions: [showChange, { label: 'Take one back', command: 'sophia changes undo <id>' }],
    deeds: ({ id, name }) => [
      { label: `Take back ${name}`, command: `sophia changes undo ${id}`, deed: { type: 'change.undo', id } },
    ],
    examples: [
      'what did you write to the crm {period}',
      'which changes were written {period}',
      'what did sophia change in the crm',
      'which fields did you update {period}',
      'changes written for {account}',
      'how many crm updates did you make {period}',
      'what have you written to hubspot',
      'what did you write into hubspot {period}',
      'what did you put into the crm {period}',
      'show applied changes',
    ],
  }),
  stateKind({
    id: 'changes.rejected',
    what: 'Which changes people rejected',
    states: ['rejected'],
    words: 'rejected by a person',
    day: sql`change.proposed_date`,
    examples: [
      'which changes were rejected {period}',
      'rejected changes',
      'what did people reject',
      'which proposals were declined',
      'changes somebody said no to',
      'did anybody turn down a suggestion',
      'which suggestions were turned down {period}',
      'did anyone reject your suggestions {period}',
    ],
  }),
  stateKind({
    id: 'changes.undone',
    what: 'Which changes were taken back',
    states: ['undone'],
    words: 'taken back',
    day: sql`change.undone_date`,
    examples: [
      'which changes were undone {period}',
      'undone changes',
      'what was taken back',
      'which crm updates were reverted',
      'rolled back changes',
    ],
  }),
  ...moveKinds,
  {
    id: 'contradictions.open',
    what: 'Where calls and the CRM disagree',
    examples: [
      'where do calls and the crm disagree',
      'what contradictions are there',
      'contradictions for {account}',
      'what in the crm is wrong',
      'which crm fields contradict the calls',
      'is the crm right about {account}',
      'where is the crm out of date',
      'crm discrepancies of {rep}',
      'how many contradictions are open',
      'does the crm match what {account} said',
      'where does the crm not match what customers said',
      'where does hubspot differ from the calls',
      'is hubspot out of date for {account}',
      'does hubspot match what {account} told us',
      'does the crm agree with what {account} said',
    ],
    answer: (asked) =>
      answerList({
        asked,
        definition: `Open contradictions between calls and the CRM${narrowedTo(asked)}`,
        from: sql`(
          select found.id, found.record_id, record.name as record, found.property, ${asked.scope.crmValue({ found: 'found', record: 'record' })} as crm_value, found.said_value, found.call_id, found.owner_id, (select coalesce(jsonb_agg(said.body order by said.place), '[]'::jsonb)
              from jsonb_array_elements(found.evidence) with ordinality said(body, place)
              where said.body ->> 'callId' = found.call_id) as evidence,
            (found.said_at at time zone ${asked.scope.timeZone})::date as said_date,
            coalesce(deal.company_id, case when record.object_type = 'company' then record.id end) as company_id
          from contradictions found join crm_records record on record.id = found.record_id and ${asked.scope.record('record')}
          left join ${dealsSource(asked.scope)} on deal.id = found.record_id
          where found.workspace_id = ${asked.scope.workspaceId} and found.state = 'open' and found.call_id is not null and ${asked.scope.callId(sql`found.call_id`)}
        ) found`,
        where: [
          ...(asked.focus.owner === null ? [] : [sql`found.owner_id = ${asked.focus.owner.id}`]),
          ...aboutSubject(asked, { company: sql`found.company_id`, deal: sql`found.record_id` }),
          ...ofDealsNamed(asked, sql`found.record_id`),
        ],
        order: sql`said_date desc, record, property`,
        columns: sql`id, record_id, coalesce(record, 'a record') as record, property, crm_value as crm, said_value as said, call_id, said_date::text as day,
          evidence -> 0 -> 'evidence' ->> 'quote' as quote, (evidence -> 0 -> 'evidence' ->> 'turn')::int as turn, evidence -> 0 -> 'evidence' ->> 'speaker' as speaker`,
        row: DisagreeRow,
        line: (row) => ({
          about: [row.id],
          text: `${row.record}: ${fieldNames[row.property] ?? row.property.replaceAll('_', ' ')} is ${spoken(row.crm ?? 'empty')} in the CRM, a call of ${row.day} says ${spoken(row.said)}`,
          proofs:
            row.quote === null || row.turn === null
              ? [{ type: 'call', callId: row.call_id, title: 'the call', date: row.day }]
              : [
                  {
                    type: 'turn',
                    callId: row.call_id,
                    title: row.record,
                    date: row.day,
                    turn: row.turn,
                    quote: row.quote,
                    speaker: row.speaker ?? 'somebody',
                  },
                ],
        }),
        unit: 'contradictions',
        text: ({ count }) =>
          `${counts(count, 'contradiction')} between calls and the CRM${narrowedTo(asked)} ${count === 1 ? 'is' : 'are'} open.`,
        nothing: `No contradiction between calls and the CRM${narrowedTo(asked)} is open.`,
        actions: [{ label: 'Say which is right', command: 'sophia contradictions resolve <id> crm' }],
        deeds: sayWhichIsRight,
      }),
  },
];
