import { withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, notInArray, type SQL, sql } from '#platform/sql';
import { crmPropertyChanges, crmRecords } from './tables.ts';

/** The condition under which the actor sees the history of a property. */
export function notWithheld({ actor }: Context): SQL | undefined {
  const { property, value } = crmPropertyChanges;
  const withheld = withheldFrom(actor);
  if (withheld.length === 0) return undefined;
  const named = withheld.includes('email')
    ? sql`not (${property} = 'hs_lead_name' and ${value} like '%@%')`
    : undefined;
  return and(notInArray(property, [...withheld]), named);
}

/** The condition under which a record may be found by its name: that of a contact or lead may be a withheld address. */
export function foundByName({ actor }: Context): SQL | undefined {
  if (!withheldFrom(actor).includes('email')) return undefined;
  return sql`(${crmRecords.objectType} not in ('contact', 'lead') or ${crmRecords.name} not like '%@%')`;
}
