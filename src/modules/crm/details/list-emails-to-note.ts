import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, asc, eq, inArray, isNull } from '#platform/sql';
import { liveRecord } from '../live-record.ts';
import { crmAssociations, crmDetails, crmRecords } from '../tables.ts';

/** An e-mail of the CRM: only what its author has written. */
export interface CrmEmail {
  readonly emailId: string;
  readonly externalId: string;
  readonly subject: string | null;
  readonly words: string;
  /** Null where the CRM does not say, or the mail was passed on. */
  readonly direction: 'incoming' | 'outgoing' | null;
  /** Null where the CRM has no name. */
  readonly author: string | null;
  readonly sentAt: string;
  /** The deals that the mirror has, by our ids. */
  readonly dealRecordIds: readonly string[];
}

const directions: Readonly<Record<string, CrmEmail['direction']>> = { EMAIL: 'outgoing', INCOMING_EMAIL: 'incoming' };

/** E-mails whose words were not written down since they came or changed, the oldest first. */
export async function listEmailsToNote({ ctx, input }: Verb<{ limit: number }>): Promise<{ emails: CrmEmail[] }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const rows = await ctx.db
    .select()
    .from(crmDetails)
    .where(
      and(eq(crmDetails.workspaceId, ctx.workspaceId), eq(crmDetails.objectType, 'email'), isNull(crmDetails.notedAt)),
    )
    .orderBy(asc(crmDetails.id))
    .limit(input.limit);
  const dealsOf = await dealsByEmail({ ctx, externalIds: rows.map(({ externalId }) => externalId) });
  return { emails: rows.map((row) => ({ ...toEmail(row), dealRecordIds: dealsOf.get(row.externalId) ?? [] })) };
}

async function dealsByEmail({
  ctx,
  externalIds,
}: {
  ctx: Context;
  externalIds: readonly string[];
}): Promise<ReadonlyMap<string, string[]>> {
  if (externalIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ email: crmAssociations.fromExternalId, recordId: crmRecords.id })
    .from(crmAssociations)
    .innerJoin(crmRecords, eq(crmRecords.externalId, crmAssociations.toExternalId))
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        eq(crmAssociations.fromType, 'email'),
        inArray(crmAssociations.fromExternalId, [...externalIds]),
        eq(crmAssociations.toType, 'deal'),
        eq(crmAssociations.source, crmRecords.source),
        liveRecord({ ctx, objectType: 'deal' }),
      ),
    );
  const deals = new Map<string, string[]>();
  for (const { email, recordId } of rows) deals.set(email, [...(deals.get(email) ?? []), recordId]);
  return deals;
}

/** The one place where a row becomes an e-mail. */
export function toEmail(row: typeof crmDetails.$inferSelect): Omit<CrmEmail, 'dealRecordIds'> {
  const { properties, externalId, createdAtSource } = row;
  const names = [properties['hs_email_from_firstname'], properties['hs_email_from_lastname']];
  const author = names.filter((name) => (name ?? '') !== '').join(' ');
  const sentMs = instantOf(properties['hs_timestamp'] ?? '');
  return {
    emailId: row.id,
    externalId,
    subject: properties['hs_email_subject'] ?? null,
    words: properties['hs_email_text'] ?? '',
    direction: directions[properties['hs_email_direction'] ?? ''] ?? null,
    author: author === '' ? null : author,
    sentAt: (isPossible(sentMs) ? new Date(sentMs) : createdAtSource).toISOString(),
  };
}

/** HubSpot writes an instant as text or as milliseconds. */
function instantOf(text: string): number {
  return /^\d+$/u.test(text) ? Number(text) : Date.parse(text);
}

/** Before the year 10000, behind which neither a date of ours nor one of the database is written as one. */
function isPossible(ms: number): boolean {
  return ms >= 0 && ms < 253_402_300_800_000;
}
