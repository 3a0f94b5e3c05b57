import { z } from 'zod';
import { CrmRecordType } from '#contracts';
import { reviewContradictions } from '#modules/contradictions';
import { refreshRecords } from '#modules/crm';
import { type InboxEvent, listReceived, settleTogether } from '#modules/intake';
import { SophiaError } from '#platform/errors';
import { countRead } from './count-read.ts';
import { mirroredProperties } from './mirrored-properties.ts';
import { noteForSearch } from './note-for-search.ts';
import { problemsOfConnection } from './problems-of-connection.ts';
import { tellContradictions } from './tell-contradictions.ts';
import { unlessTypeWithdrawn } from './unless-type-withdrawn.ts';
import type { WorkContext } from './workflow-dependencies.ts';

/** What is kept of an event of the CRM: which records are to be read again, and the other end of an association. */
const RecordsToRead = z.object({
  objectType: CrmRecordType.nullable(),
  externalIds: z.array(z.string()),
  associated: z.object({ objectType: CrmRecordType, externalId: z.string() }).nullish(),
});

type Records = ReadonlyMap<CrmRecordType, ReadonlySet<string>>;

const source = 'hubspot';
const eventsTogether = 200;
const recordsTogether = 1000;
/** What every event meets, whatever it is of. */
const commonProblems: ReadonlySet<string> = new Set([...problemsOfConnection, 'vendor.off']);

/**
 * An event says what has changed, and not always truly: the record itself is read again. One change makes several
 * events, so that those which wait are read with it and settled together, each record once.
 */
export function createReadAgain(): (options: { ctx: WorkContext; event: InboxEvent }) => Promise<void> {
  /** What this process is reading now; another one may read it too, which changes nothing. */
  const underWay = new Set<string>();
  /** Events of a reading together that failed: each is read by itself, so that the one at fault is met once. */
  const apart = new Set<string>();
  function isFree({ inboxId }: InboxEvent): boolean {
    return !underWay.has(inboxId) && !apart.has(inboxId);
  }
  return async ({ ctx, event }) => {
    const own = recordsOf([event]);
    if (own.size === 0) {
      throw new SophiaError(
        'webhook.unknown-object',
        `Expected events of contacts, companies, deals and leads, found ${event.kind}: nothing is done with it.`,
      );
    }
    const { events } = await listReceived({ ctx, input: { source, limit: eventsTogether } });
    const others = apart.has(event.inboxId)
      ? []
      : events.filter((other) => isFree(other) && other.inboxId !== event.inboxId && isToRead(other.payload));
    const taken = [event, ...others].map(({ inboxId }) => inboxId);
    for (const inboxId of taken) underWay.add(inboxId);
    try {
      if (others.length > 0) {
        if (await isReadTogether({ ctx, event, others })) return;
        for (const { inboxId } of others) apart.add(inboxId);
      }
      await refreshAll({ ctx, records: own });
      apart.delete(event.inboxId);
    } finally {
      for (const inboxId of taken) underWay.delete(inboxId);
    }
  };
}

/** False where one of them fails that is not known: then the event is read by itself, so that none stops another. */
async function isReadTogether({
  ctx,
  event,
  others,
}: {
  ctx: WorkContext;
  event: InboxEvent;
  others: readonly InboxEvent[];
}): Promise<boolean> {
  try {
    await refreshAll({ ctx, records: recordsOf([event, ...others]) });
  } catch (error) {
    if (error instanceof SophiaError && commonProblems.has(error.code)) throw error;
    ctx.log.warn({ err: error, events: others.length + 1 }, 'Events of the CRM are read one by one');
    return false;
  }
  await settleTogether({ ctx, input: { inboxIds: others.map(({ inboxId }) => inboxId) } });
  return true;
}

function isToRead(payload: unknown): boolean {
  const read = RecordsToRead.safeParse(payload);
  return read.success && recordsIn(read.data).length > 0;
}

function recordsOf(events: readonly InboxEvent[]): Records {
  const records = new Map<CrmRecordType, Set<string>>();
  for (const { payload } of events) {
    for (const { objectType, externalId } of recordsIn(RecordsToRead.parse(payload))) {
      const known = records.get(objectType) ?? new Set();
      records.set(objectType, known.add(externalId));
    }
  }
  return records;
}

function recordsIn({ objectType, externalIds, associated }: z.infer<typeof RecordsToRead>) {
  const named = objectType === null ? [] : externalIds.map((externalId) => ({ objectType, externalId }));
  return associated === null || associated === undefined ? named : [...named, associated];
}

async function refreshAll({ ctx, records }: { ctx: WorkContext; records: Records }): Promise<void> {
  for (const [objectType, ids] of records) {
    const externalIds = [...ids];
    for (let from = 0; from < externalIds.length; from += recordsTogether) {
      await refresh({ ctx, objectType, externalIds: externalIds.slice(from, from + recordsTogether) });
    }
  }
}

/**
 * What calls have said of a record is held against what it says now, and its owner is asked where they differ. That is
 * done for every record that was read, so that a second try makes up for what the first did not come to.
 */
async function refresh({
  ctx,
  objectType,
  externalIds,
}: {
  ctx: WorkContext;
  objectType: CrmRecordType;
  externalIds: string[];
}): Promise<void> {
  const properties = await mirroredProperties({ ctx, objectType });
  const read = await unlessTypeWithdrawn({
    ctx,
    objectType,
    read: () =>
      refreshRecords({
        ctx,
        input: { objectType, externalIds, properties },
        whenStored: (stored) => noteForSearch({ ctx: stored.ctx, kind: 'record', ids: stored.changedRecordIds }),
      }),
  });
  if (read === null) return;
  const { recordIds, ...counts } = read;
  countRead({ ctx, read: counts.read, changed: counts.changed, vanished: counts.vanished });
  const { found } = await reviewContradictions({ ctx, input: { recordIds: [...recordIds] } });
  await tellContradictions({ ctx, contradictionIds: found });
}
