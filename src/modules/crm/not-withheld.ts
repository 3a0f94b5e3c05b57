import { withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { notInArray, type SQL, sql } from '#platform/sql';
import { crmPropertyChanges, crmRecords } from './tables.ts';

/** The condition under which the actor sees the history of a property. */
export function notWithheld({ actor }: Context): SQL | undefined {
  const withheld = withheldFrom(actor);
  return withheld.length === 0 ? undefined : notInArray(crmPropertyChanges.property, [...withheld]);
}

/** The condition under which a record may be found by its name: that of a contact may be a withheld address. */
export function foundByName({ actor }: Context): SQL | undefined {
  if (!withheldFrom(actor).includes('email')) return undefined;
  return sql`(${crmRecords.objectType} <> 'contact' or ${crmRecords.name} not like '%@%')`;
}
