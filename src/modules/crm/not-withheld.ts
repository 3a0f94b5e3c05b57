import { keptWords, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, notInArray, type SQL, sql } from '#platform/sql';
import { crmPropertyChanges, crmRecords } from './tables.ts';

/** The condition under which the actor sees an entry of the history of a record. */
export function notWithheld(ctx: Context): SQL | undefined {
  const kept = wordsInHistory(ctx);
  return and(ofSeenProperty(ctx), kept === undefined ? undefined : sql`not ${kept}`);
}

/** The condition under which an entry of the history holds words of a call that are kept from the actor. */
export function wordsInHistory(ctx: Context): SQL | undefined {
  const record = sql`from crm_records told where told.id = crm_property_changes.record_id`;
  return keptWords(ctx, {
    objectType: sql`(select told.object_type ${record})`,
    externalId: sql`(select told.external_id ${record})`,
    property: sql`crm_property_changes.property`,
    value: sql`crm_property_changes.value`,
  });
}

/** The condition under which the actor sees the history of a property. */
export function ofSeenProperty({ actor }: Context): SQL | undefined {
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
