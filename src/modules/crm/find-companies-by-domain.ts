import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, inArray, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { normalizeDomain, splitValues } from './normalize.ts';
import { type CrmRecordRow, DomainsInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRows } from './to-record-row.ts';

/** The companies that have one of the domains, as their first one or as a further one. */
export async function findCompaniesByDomain({ ctx, input }: Verb<DomainsInput>): Promise<CrmRecordRow[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { domains } = parseInput({ schema: DomainsInput, input, what: 'domains' });
  const wanted = [...new Set(domains.flatMap((domain) => normalizeDomain(domain) ?? []))];
  if (wanted.length === 0) return [];
  const live = liveRecord({ ctx, objectType: 'company' });
  const first = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(live, inArray(crmRecords.domain, wanted)))
    .orderBy(asc(crmRecords.id));
  const left = new Set(wanted.filter((domain) => !first.some((row) => row.domain === domain)));
  if (left.size === 0) return toRecordRows(first, ctx);
  const withFurther = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(live, sql`coalesce(${crmRecords.properties}->>'hs_additional_domains', '') <> ''`))
    .orderBy(asc(crmRecords.id));
  const further = withFurther.filter((row) =>
    splitValues(row.properties['hs_additional_domains']).some((domain) => left.has(normalizeDomain(domain) ?? '')),
  );
  const known = new Set(first.map(({ id }) => id));
  return toRecordRows([...first, ...further.filter(({ id }) => !known.has(id))], ctx);
}
