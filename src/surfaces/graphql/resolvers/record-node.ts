import type { CrmRecordType } from '#contracts';
import type { CrmRecordRow } from '#modules/crm';
import type { Loaders } from '../create-loaders.ts';
import type { NodeType } from '../node-id.ts';

const typeNames: Readonly<Record<CrmRecordType, NodeType>> = {
  deal: 'Deal',
  company: 'Company',
  contact: 'Contact',
  lead: 'Lead',
};

export function typeOfRecord({ objectType }: Pick<CrmRecordRow, 'objectType'>): NodeType {
  return typeNames[objectType];
}

/** A record as a node, which says of itself of what type it is; null where there is none, or where it is not seen. */
export async function recordNode(load: Loaders, recordId: string | null): Promise<object | null> {
  const record = recordId === null ? null : await load.records.load(recordId);
  return record === null ? null : { __typename: typeOfRecord(record), ...record };
}

/** The record with that id where it is of that type. */
export async function recordOfType(
  load: Loaders,
  { recordId, objectType }: { recordId: string | null; objectType: CrmRecordType },
): Promise<CrmRecordRow | null> {
  const record = recordId === null ? null : await load.records.load(recordId);
  return record?.objectType === objectType ? record : null;
}
