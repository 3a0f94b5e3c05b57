import type { Crm, CrmAssociation, CrmRecord } from '#contracts';
import type { Context } from '#platform/context';
import { isKeptFromUs, isMirrored } from '../sync/is-kept-from-us.ts';
import { detailProperties } from './detail-properties.ts';
import { knownDetails } from './store-details.ts';

/** The line items of some deals. */
export interface TiedLineItems {
  /** All of them, from the deal. */
  readonly ties: readonly CrmAssociation[];
  /** Those that the mirror did not know. */
  readonly records: readonly CrmRecord[];
}

const objectType = 'line_item';

/**
 * Reads which line items deals have, however many, and those that are new. Null where there were none in the mirror so
 * far, whose own reading finds the first, and where the CRM keeps them from us: a deal is read without them.
 */
export async function readLineItems({
  ctx,
  crm,
  dealIds,
}: {
  ctx: Context;
  crm: Crm;
  dealIds: readonly string[];
}): Promise<TiedLineItems | null> {
  if (dealIds.length === 0 || !crm.optionalTypes.includes(objectType)) return null;
  if (!(await isMirrored({ ctx, objectType }))) return null;
  try {
    const ties = await crm.getAssociations({ fromType: 'deal', externalIds: dealIds, toType: objectType });
    const ids = [...new Set(ties.map(({ to }) => to.externalId))];
    const known = await knownDetails({ ctx, source: crm.name, objectType, ids });
    const externalIds = ids.filter((id) => !known.has(id));
    const properties = detailProperties[objectType];
    const records =
      externalIds.length === 0 ? [] : await crm.getRecords({ objectType, externalIds, properties, historyOf: [] });
    return { ties, records: records.map(({ history: _history, ...record }) => record) };
  } catch (error) {
    if (isKeptFromUs({ crm, objectType, error })) return null;
    throw error;
  }
}
