import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { departuresSource } from '../query/departures-source.ts';
import { contactsSource, dealsSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { counts } from './draft.ts';
import { oneOf, subjectName } from './filters.ts';
import type { Asked, Draft, DraftLine, Proof, QuestionKind } from './question-kind.ts';

const ContactRow = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role: z.string().nullable(),
  left_quote: z.string().nullable(),
  left_call: z.string().nullable(),
  left_title: z.string().nullable(),
  left_date: z.string().nullable(),
  left_turn: z.number().nullable(),
  left_speaker: z.string().nullable(),
});
type ContactRow = z.infer<typeof ContactRow>;

/** What a call says against the CRM stands beside what the CRM has. */
function lineOf(row: ContactRow): DraftLine {
  const { id, name, title, company, email, phone, role, left_quote: quote } = row;
  const facts = [
    title,
    company,
    role === null ? null : role.toLowerCase().replaceAll('_', ' '),
    email,
    phone,
    quote === null ? null : `has left, as a call says${quote === '' ? '' : `: “${quote}”`}`,
  ].filter((fact) => fact !== null);
  return {
    text: `${name}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`,
    proofs: [{ type: 'record', recordId: id, name }, ...departureProof(row)],
  };
}

function departureProof(row: ContactRow): Proof[] {
  const { left_call: callId, left_title: title, left_date: date, left_turn: turn } = row;
  const { left_quote: quote, left_speaker: speaker } = row;
  if (callId === null || turn === null || quote === null || quote === '') return [];
  return [{ type: 'turn', callId, title: title ?? 'a call', date, turn, quote, speaker: speaker ?? '' }];
}

/** Contacts, each with the words by which a call says that they have left. */
function contactsWithDepartures({ ctx, scope }: Asked): SQL {
  return sql`${contactsSource(scope)} left join lateral (
    select coalesce(departure.quote, '') as left_quote, told.id as left_call, told.title as left_title,
      told.call_date::text as left_date, departure.turn as left_turn, departure.speaker as left_speaker
    from ${departuresSource({ ctx, scope })} left join calls told on told.id = departure.call_id
    where departure.contact_id = contact.id order by told.call_date desc nulls last, departure.quote limit 1
  ) departed on true`;
}

function listContacts({
  asked,
  definition,
  where,
  text,
  nothing,
}: {
  asked: Asked;
  definition: string;
  where: readonly SQL[];
  text: (found: { count: number; rows: readonly ContactRow[] }) => string;
  nothing: string;
}): Promise<Draft> {
  return answerList({
    asked,
    definition,
    from: contactsWithDepartures(asked),
    where,
    order: sql`name, id`,
    columns: sql`id, name, title, company, email, phone, buying_role as role, left_quote, left_call, left_title, left_date, left_turn, left_speaker`,
    row: ContactRow,
    line: lineOf,
    unit: 'people',
    text,
    nothing,
  });
}

/** The contacts of the deal where one is named, otherwise those of the company. */
function ofSubject({ focus, scope }: Asked): SQL[] {
  if (focus.accounts.length > 0)
    return [
      oneOf(
        sql`contact.company_id`,
        focus.accounts.map(({ id }) => id),
      ),
    ];
  if (focus.deal === null) return [];
  return [
    sql`contact.external_id in (
    select case when tie.from_type = 'contact' then tie.from_external_id else tie.to_external_id end
    from crm_associations tie join crm_records deal_record on deal_record.id = ${focus.deal.id} and ${scope.record('deal_record')}
    where tie.workspace_id = ${scope.workspaceId} and ((tie.from_type = 'deal' and tie.from_external_id = deal_record.external_id and tie.to_type = 'contact')
      or (tie.to_type = 'deal' and tie.to_external_id = deal_record.external_id and tie.from_type = 'contact')))`,
  ];
}

/** What the records of one person say together. */
function whoIs(rows: readonly ContactRow[]): string {
  function values(of: (row: ContactRow) => string | null): string {
    return [...new Set(rows.flatMap((row) => of(row) ?? []))].join(' or ');
  }
  const title = values((row) => row.title);
  const company = values((row) => row.company);
  const is = title === '' ? ', whose title the CRM does not have' : ` is ${title}`;
  const twice = rows.length > 1 ? ` The CRM has ${rows.length} records of that person.` : '';
  return `${rows[0]?.name ?? ''}${is}${company === '' ? '' : ` at ${company}`}.${twice}${goneOf(rows)}`;
}

function goneOf(rows: readonly ContactRow[]): string {
  return rows.some(({ left_quote: quote }) => quote !== null) ? ' A call says that they have left.' : '';
}

const Owner = z.object({ owner: z.string().nullable(), names: z.array(z.string()), id: z.string() });

export const peopleKinds: readonly QuestionKind[] = [
  {
    id: 'people.at_account',
    what: 'Whom we know at an account',
    needs: 'account',
    examples: [
      'who do we know at {account}',
      '{account} contacts',
      'who are our contacts for {account}',
      'contacts at {account}',
      'who are the people at {account}',
      'list the contacts of {account}',
      'who is involved in the {account} deal',
      'people on the {account} deal',
      'who are the stakeholders at {account}',
      'how many contacts do we have at {account}',
      'who should i talk to at {account}',
      'which contacts are on {account}',
    ],
    answer: (asked) =>
      listContacts({
        asked,
        definition: `Contacts of the CRM at ${subjectName(asked) ?? 'the account'}`,
        where: ofSubject(asked),
        text: ({ count }) => `The CRM has ${counts(count, 'contact')} at ${subjectName(asked) ?? 'the account'}.`,
        nothing: `The CRM has no contact at ${subjectName(asked) ?? 'the account'}.`,
      }),
  },
  {
    id: 'people.roles',
    what: 'Who has which role at an account: champion, economic buyer',
    needs: 'account',
    examples: [
      'who is the champion for {account}',
      '{account} champion',
      'who is the decision maker for {account}',
      'who is the champion at {account}',
      'who is the decision maker at {account}',
      'who is the economic buyer at {account}',
      'who makes the decision at {account}',
      'who signs at {account}',
      'do we have a champion at {account}',
      'buying roles at {account}',
      'who has the budget at {account}',
      'who is the blocker at {account}',
    ],
    answer: (asked) => {
      const role = roleIn(asked.text);
      const what = role === null ? 'a buying role' : `the buying role ${role.toLowerCase().replaceAll('_', ' ')}`;
      return listContacts({
        asked,
        definition: `Contacts at ${subjectName(asked) ?? 'the account'} to whom the CRM gives ${what}`,
        where: [
          sql`contact.buying_role is not null`,
          ...(role === null ? [] : [sql`contact.buying_role ilike ${`%${role}%`}`]),
          ...ofSubject(asked),
        ],
        text: ({ count, rows: [first] }) =>
          `${count === 1 ? `${first?.name ?? ''} has` : `${counts(count, 'contact')} have`} ${what} at ${subjectName(asked) ?? 'the account'}, by the CRM.${count === 1 && first !== undefined ? goneOf([first]) : ''}`,
        nothing: `The CRM gives nobody at ${subjectName(asked) ?? 'the account'} ${what}.`,
      });
    },
  },
  {
    id: 'people.one',
    what: 'Who a person is',
    needs: 'contact',
    alsoTells: /\b(?:title|role|e-?mail|phone|number|reach|work|company|do|who)\b/i,
    examples: [
      'email address of {person}',
      'what is the email of {person}',
      'what is the phone number of {person}',
      'do you have an email address for {person}',
      'job title of {person}',
      '{person} email',
      '{person} email address',
      '{person} phone number',
      '{person} job title',
      'what is {person} job title',
      'what is {person} title',
      'what is {person} email address',
      'which title does {person} have',
      'how can i contact {person}',
      'contact info for {person}',
      'what is the email for {person}',
      'who is {person}',
      'what do we know about {person}',
      'what do you know about {person}',
      'what is the role of {person}',
      'where does {person} work',
      'what is the title of {person}',
      'email of {person}',
      'how do i reach {person}',
      'phone number of {person}',
      'tell me about {person}',
      'contact details of {person}',
      'which company is {person} with',
      'what does {person} do',
    ],
    answer: (asked) =>
      listContacts({
        asked,
        definition: `What the CRM has of ${asked.focus.contact?.name ?? 'the person'}`,
        where: [oneOf(sql`contact.id`, asked.focus.contact?.ids ?? [''])],
        text: ({ rows }) => whoIs(rows),
        nothing: `The CRM has nobody called ${asked.focus.contact?.name ?? ''}.`,
      }),
  },
  {
    id: 'people.left',
    what: 'Contacts who have left, as calls say',
    examples: [
      'which contacts have left',
      'who left their company',
      'did anyone leave at {account}',
      'which champions are gone',
      'has {person} left',
      'contacts who no longer work there',
      'who has left {account}',
      'departed contacts',
    ],
    answer: (asked) =>
      listContacts({
        asked,
        definition: `Contacts${subjectName(asked) === null ? '' : ` at ${subjectName(asked)}`} of whom a call says that they have left, while the CRM still has them on a deal`,
        where: [
          sql`departed.left_quote is not null`,
          ...ofSubject(asked),
          ...(asked.focus.contact === null ? [] : [oneOf(sql`contact.id`, asked.focus.contact.ids)]),
        ],
        text: ({ count, rows: [first] }) =>
          `Calls say of ${count === 1 ? (first?.name ?? '') : counts(count, 'contact')} that they have left, while the CRM still has them on a deal.`,
        nothing: `No call says of ${asked.focus.contact?.name ?? 'a contact'} that they have left, as far as the CRM still has them on a deal.`,
      }),
  },
  {
    id: 'people.account_owner',
    what: 'Who looks after an account',
    needs: 'account',
    examples: [
      'who looks after {account}',
      'who is our contact for {account}',
      'which rep covers {account}',
      'who manages the {account} account',
      'whose account is {account}',
      'who is on {account} from our side',
      'account manager of {account}',
    ],
    answer: (asked) =>
      answerList({
        asked,
        definition: `Owners of deals${subjectName(asked) === null ? '' : ` of ${subjectName(asked)}`}`,
        from: dealsSource(asked.scope),
        where:
          asked.focus.accounts.length > 0
            ? [
                oneOf(
                  sql`deal.company_id`,
                  asked.focus.accounts.map(({ id }) => id),
                ),
              ]
            : [sql`deal.id = ${asked.focus.deal?.id ?? ''}`],
        order: sql`is_closed, close_date desc nulls last, name`,
        columns: sql`owner, array[name] as names, id`,
        row: Owner,
        line: ({ owner, names, id }) => ({
          text: `${names[0] ?? ''}: ${owner ?? 'no owner'}`,
          proofs: [{ type: 'record', isDeal: true, recordId: id, name: names[0] ?? '' }],
        }),
        unit: 'deals',
        text: ({ rows: [first] }) =>
          `${subjectName(asked) ?? 'The account'} is looked after by ${first?.owner ?? 'nobody, by the CRM'}.`,
        nothing: `The CRM has no deal of ${subjectName(asked) ?? 'the account'}, so it names nobody who looks after it.`,
      }),
  },
];

const roles: readonly (readonly [RegExp, string])[] = [
  [/\bchampion/i, 'CHAMPION'],
  [/\b(?:economic buyer|budget|signs?)\b/i, 'BUDGET_HOLDER'],
  [/\bdecision|\bdecides?\b/i, 'DECISION_MAKER'],
  [/\bblocker/i, 'BLOCKER'],
  [/\blegal\b/i, 'LEGAL'],
];

function roleIn(text: string): string | null {
  return roles.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
