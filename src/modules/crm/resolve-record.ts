import { authorise, withheldFrom } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, asc, eq, ilike, or, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { foundByName } from './not-withheld.ts';
import { type CrmRecordRow, ResolveInput } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

const candidatesShown = 5;

/**
 * The one record that a person means by an id, a name, an address, or a part of the name. Throws `record.not-found`
 * where there is none or more than one, with those that it could be.
 */
export async function resolveRecord({ ctx, input }: Verb<ResolveInput>): Promise<CrmRecordRow> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { objectType, text } = parseInput({ schema: ResolveInput, input, what: 'a name or an id' });
  const live = liveRecord({ ctx, objectType });
  const lower = text.toLowerCase();
  const exact = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        live,
        or(
          eq(crmRecords.id, text),
          eq(crmRecords.externalId, text),
          withheldFrom(ctx.actor).includes('email') ? undefined : eq(crmRecords.email, lower),
          eq(crmRecords.domain, lower),
          and(sql`lower(${crmRecords.name}) = ${lower}`, foundByName(ctx)),
        ),
      ),
    )
    .orderBy(asc(crmRecords.name), asc(crmRecords.id))
    .limit(candidatesShown + 1);
  const byId = exact.find(({ id, externalId }) => id === text || externalId === text);
  const [one, another] = byId === undefined ? exact : [byId];
  if (one !== undefined && another === undefined) return toRecordRow(one, ctx);
  if (another !== undefined) throw notOne({ objectType, text, candidates: exact });
  const parts = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        live,
        foundByName(ctx),
        ilike(crmRecords.name, `%${text.replace(/[\\%_]/gu, (character) => `\\${character}`)}%`),
      ),
    )
    .orderBy(asc(crmRecords.name), asc(crmRecords.id))
    .limit(candidatesShown + 1);
  const [only, further] = parts;
  if (only !== undefined && further === undefined) return toRecordRow(only, ctx);
  throw notOne({ objectType, text, candidates: parts });
}

function notOne({
  objectType,
  text,
  candidates,
}: {
  objectType: string;
  text: string;
  candidates: readonly (typeof crmRecords.$inferSelect)[];
}): SophiaError {
  const shown = candidates.slice(0, candidatesShown);
  const names = shown.map(({ name, externalId }) => `${name ?? 'without a name'} (${externalId})`).join('; ');
  const more = candidates.length > shown.length ? ' and more' : '';
  const found = candidates.length === 0 ? 'none' : `several: ${names}${more}`;
  return new SophiaError('record.not-found', `Expected one ${objectType} for "${text}", found ${found}.`, {
    details: {
      candidates: shown.map(({ id, name, externalId }) => ({ recordId: id, name, externalId })),
    },
  });
}
