import { authorise } from '#modules/access';
import { type CrmEmail, getDealOverview, listEmailsToNote, markEmailsNoted } from '#modules/crm';
import type { AnalysisContext } from '#modules/insights';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, inArray } from '#platform/sql';
import { type AddressedStatement, addressStatements } from '../address-statements.ts';
import { NoteEmailsInput } from '../schema.ts';
import { callStatements } from '../tables.ts';
import type { NamedDeal } from './deal-named-in.ts';
import { goneEmails } from './gone-emails.ts';
import { nameUntied } from './name-untied.ts';
import { readEmail } from './read-email.ts';
import { withdrawQuotes } from './withdraw-quotes.ts';

interface Noted {
  readonly email: CrmEmail;
  readonly statements: readonly AddressedStatement[];
  /** What it says of a field, and of which of its deals is not to be told. */
  readonly untied: number;
}

export interface NotedEmails {
  /** The records whose contradictions are to be reviewed. */
  readonly recordIds: readonly string[];
  /** How many e-mails were read; none once all are. */
  readonly read: number;
}

/**
 * Writes down what the next e-mails say of fields of their deals, in place of what was noted of them before, and takes
 * back what those said that are gone. An e-mail that belongs to several open deals speaks of those that it names; the
 * ledger names one that says something and not of which.
 */
export async function noteEmails({
  ctx,
  input,
}: {
  ctx: AnalysisContext;
  input: NoteEmailsInput;
}): Promise<NotedEmails> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'contradiction', id: null } });
  const { limit, competitorField } = parseInput({ schema: NoteEmailsInput, input, what: 'e-mails to read' });
  const goneIds = await goneEmails(ctx);
  const { emails } = await listEmailsToNote({ ctx, input: { limit } });
  const noted: Noted[] = [];
  for (const email of emails) noted.push({ email, ...(await statementsOf({ ctx, email, competitorField })) });
  const ids = [...emails.map(({ emailId }) => emailId), ...goneIds];
  if (ids.length === 0) return { recordIds: [], read: 0 };
  return transact({ ctx }, async (inner) => {
    const before = await inner.db
      .delete(callStatements)
      .where(and(eq(callStatements.workspaceId, inner.workspaceId), inArray(callStatements.emailId, ids)))
      .returning({ recordId: callStatements.recordId });
    await withdrawQuotes({ ctx: inner, goneIds });
    await insert({ ctx: inner, noted });
    await markEmailsNoted({ ctx: inner, input: { emailIds: emails.map(({ emailId }) => emailId) } });
    const untied = noted.filter((each) => each.untied > 0).map(({ email }) => email);
    await nameUntied({ ctx: inner, emails: untied });
    const said = noted.flatMap(({ statements }) => statements);
    const resource = { type: 'workspace', id: inner.workspaceId } as const;
    const details = { emails: emails.length, statements: said.length, takenBack: goneIds.length };
    if (before.length + said.length + goneIds.length > 0) {
      await audit({ ctx: inner, action: 'statements.noted', resource, details });
    }
    const recordIds = [...new Set([...before, ...said].map(({ recordId }) => recordId))];
    return { recordIds, read: emails.length };
  });
}

async function statementsOf({
  ctx,
  email,
  competitorField,
}: {
  ctx: AnalysisContext;
  email: CrmEmail;
  competitorField: string | null;
}): Promise<Omit<Noted, 'email'>> {
  const deals = await openDealsOf({ ctx, email });
  const [first] = deals;
  if (first === undefined || email.direction === null) return { statements: [], untied: 0 };
  const said = await readEmail({ ctx, email, deals });
  const addressed: AddressedStatement[] = [];
  let untied = 0;
  for (const { dealRecordId, statements } of said) {
    // What it says of none by name would be said of any: only that is missed which could be said of a deal at all.
    const recordId = dealRecordId ?? first.recordId;
    const all = await addressStatements({ ctx, statements, dealRecordId: recordId, competitorField });
    const own = all.filter((each) => each.recordId === recordId);
    if (dealRecordId === null) untied += own.length;
    else addressed.push(...own);
  }
  return { statements: addressed, untied };
}

async function openDealsOf({ ctx, email }: { ctx: Context; email: CrmEmail }): Promise<NamedDeal[]> {
  const open: NamedDeal[] = [];
  for (const recordId of email.dealRecordIds) {
    const { deal, stage } = await getDealOverview({ ctx, input: { recordId } });
    if (stage?.isClosed !== true) open.push({ recordId, name: deal.name });
  }
  return open;
}

async function insert({ ctx, noted }: { ctx: Context; noted: readonly Noted[] }): Promise<void> {
  const rows = noted.flatMap(({ email, statements }) =>
    statements.map(({ recordId, property, statement: { person: _person, ...statement } }) => ({
      ...statement,
      id: ctx.ids.create('statement'),
      workspaceId: ctx.workspaceId,
      emailId: email.emailId,
      recordId,
      property,
      saidAt: new Date(email.sentAt),
    })),
  );
  if (rows.length > 0) await ctx.db.insert(callStatements).values(rows).onConflictDoNothing();
}
