import { type CrmNote, CrmRecordType } from '#contracts';
import { SophiaError } from '#platform/errors';
import { textOfHtml } from '#platform/plain-text';
import { type Reading, readAssociations, readRecords } from './read-records.ts';

const body = 'hs_note_body';
const properties = [body, 'hs_timestamp', 'hubspot_owner_id'];

/** Reads notes by id, past every index, with their text, who wrote it, and what they hang on. */
export async function readNotes({
  externalIds,
  appId,
  ...reading
}: Reading & { externalIds: readonly string[]; appId: string | null }): Promise<CrmNote[]> {
  if (externalIds.length === 0) return [];
  const request = { objectType: 'note', externalIds, properties, historyOf: [body] } as const;
  const records = await readRecords({ ...reading, request, appId });
  const { about, untold } = await tiesOf({ ...reading, externalIds: records.map(({ externalId }) => externalId) });
  return records.map(({ externalId, properties: values, history, createdAt, updatedAt }) => ({
    externalId,
    text: textOfHtml(values[body] ?? ''),
    at: instantOf(values['hs_timestamp']) ?? createdAt,
    ownerId: values['hubspot_owner_id'] ?? null,
    createdAt,
    updatedAt,
    source: history.find(({ property }) => property === body)?.source ?? 'other',
    about: about.get(externalId) ?? [],
    untold,
  }));
}

interface Ties {
  readonly about: ReadonlyMap<string, CrmNote['about']>;
  readonly untold: CrmNote['untold'];
}

async function tiesOf({ externalIds, ...reading }: Reading & { externalIds: readonly string[] }): Promise<Ties> {
  const about = new Map<string, CrmNote['about']>();
  const untold: CrmRecordType[] = [];
  if (externalIds.length === 0) return { about, untold };
  for (const toType of CrmRecordType.options) {
    const request = { fromType: 'note', externalIds, toType } as const;
    const ties = await orNull({ toType, read: () => readAssociations({ ...reading, request }) });
    if (ties === null) untold.push(toType);
    for (const { from, to } of ties ?? []) {
      const { externalId } = to;
      about.set(from.externalId, [...(about.get(from.externalId) ?? []), { objectType: toType, externalId }]);
    }
  }
  return { about, untold };
}

/** Not every account has leads, and not every token may read them. */
async function orNull<Item>({
  toType,
  read,
}: {
  toType: CrmRecordType;
  read: () => Promise<Item[]>;
}): Promise<Item[] | null> {
  try {
    return await read();
  } catch (error) {
    const isNoLead = toType === 'lead' && error instanceof SophiaError;
    if (isNoLead && ['vendor.missing-scope', 'vendor.not-found', 'vendor.refused'].includes(error.code)) return null;
    throw error;
  }
}

function instantOf(value: string | null | undefined): string | null {
  const ms = /^\d+$/u.test(value ?? '') ? Number(value) : Date.parse(value ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
