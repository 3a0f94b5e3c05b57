import type { Crm, CrmAssociation, CrmDetailType, CrmRecord } from '#contracts';
import { detailProperties, detailTies } from './detail-properties.ts';

/** What was asked for, as the CRM has it now. */
export interface ReadDetails {
  /** Those that belong to a deal and are worth keeping. */
  readonly records: readonly CrmRecord[];
  /** Their ties, from the detail. */
  readonly ties: readonly CrmAssociation[];
  /** Those that are gone, belong to no deal, or say nothing. */
  readonly gone: readonly string[];
}

interface Reading {
  readonly crm: Crm;
  readonly objectType: CrmDetailType;
  readonly ids: readonly string[];
}

/** Reads details past every index; first their deals, so that of what belongs to none nothing else is read. */
export async function readDetails({ crm, objectType, ids }: Reading): Promise<ReadDetails> {
  if (ids.length === 0) return { records: [], ties: [], gone: [] };
  const toDeals = await crm.getAssociations({ fromType: objectType, externalIds: ids, toType: 'deal' });
  const tiedIds = [...new Set(toDeals.map(({ from }) => from.externalId))];
  const read =
    tiedIds.length === 0
      ? []
      : await crm.getRecords({
          objectType,
          externalIds: tiedIds,
          properties: detailProperties[objectType],
          historyOf: [],
        });
  const records = read.filter(isWorthKeeping).map(({ history: _history, ...record }) => record);
  const kept = new Set(records.map(({ externalId }) => externalId));
  const ties = toDeals.filter(({ from }) => kept.has(from.externalId));
  for (const toType of kept.size === 0 ? [] : detailTies[objectType].filter((type) => type !== 'deal')) {
    ties.push(...(await crm.getAssociations({ fromType: objectType, externalIds: [...kept], toType })));
  }
  return { records, ties, gone: ids.filter((id) => !kept.has(id)) };
}

const neverArrived: ReadonlySet<string> = new Set(['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING']);

/** An e-mail that never left, or has no words of its author's, says nothing. */
function isWorthKeeping({ objectType, properties }: CrmRecord): boolean {
  if (objectType !== 'email') return true;
  return !neverArrived.has(properties['hs_email_status'] ?? '') && (properties['hs_email_text'] ?? '').trim() !== '';
}
