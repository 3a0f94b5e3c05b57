import { authorise, withheldFrom } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, inArray, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { normalizeEmail, splitValues } from './normalize.ts';
import { type CrmRecordRow, EmailsInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRows } from './to-record-row.ts';

/** The contacts that have one of the addresses, as their first one or as a further one. */
export async function findContactsByEmail({ ctx, input }: Verb<EmailsInput>): Promise<CrmRecordRow[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { emails } = parseInput({ schema: EmailsInput, input, what: 'e-mail addresses' });
  const wanted = [...new Set(emails.flatMap((email) => normalizeEmail(email) ?? []))];
  if (wanted.length === 0 || withheldFrom(ctx.actor).includes('email')) return [];
  const live = liveRecord({ ctx, objectType: 'contact' });
  const first = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(live, inArray(crmRecords.email, wanted)))
    .orderBy(asc(crmRecords.id));
  const left = new Set(wanted.filter((email) => !first.some((row) => row.email === email)));
  if (left.size === 0) return toRecordRows(first, ctx);
  const withFurther = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(live, sql`coalesce(${crmRecords.properties}->>'hs_additional_emails', '') <> ''`))
    .orderBy(asc(crmRecords.id));
  const further = withFurther.filter((row) =>
    splitValues(row.properties['hs_additional_emails']).some((email) => left.has(email.toLowerCase())),
  );
  const known = new Set(first.map(({ id }) => id));
  return toRecordRows([...first, ...further.filter(({ id }) => !known.has(id))], ctx);
}
