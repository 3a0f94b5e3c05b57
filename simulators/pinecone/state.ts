import { z } from 'zod';

const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

const PineconeRecord = z.strictObject({ id: z.string(), values: z.array(z.number()), metadata: Metadata });
export type PineconeRecord = z.infer<typeof PineconeRecord>;

/** A write that was taken and is not seen yet. */
const Write = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('upsert'),
    atMs: z.number(),
    namespace: z.string(),
    records: z.array(PineconeRecord),
  }),
  z.strictObject({ what: z.literal('delete'), atMs: z.number(), namespace: z.string(), ids: z.array(z.string()) }),
  z.strictObject({ what: z.literal('deleteAll'), atMs: z.number(), namespace: z.string() }),
]);
export type Write = z.infer<typeof Write>;

const PineconeIndex = z.strictObject({
  name: z.string(),
  dimension: z.int(),
  metric: z.string(),
  tags: z.record(z.string(), z.string()),
  spec: z.unknown(),
  deletionProtection: z.string(),
  readyAtMs: z.number(),
  /** Null while it is not being deleted. */
  goneAtMs: z.number().nullable(),
  namespaces: z.record(z.string(), z.record(z.string(), PineconeRecord)),
  writes: z.array(Write),
});
export type PineconeIndex = z.infer<typeof PineconeIndex>;

/** What `POST /_control/settings` changes. */
export const PineconeSettings = z.strictObject({
  /** After how long a write is seen. */
  lagMs: z.int().min(0),
  /** How long an index is made, and how long it is being deleted. */
  indexMs: z.int().min(0),
});

export const PineconeState = z.strictObject({
  indexes: z.record(z.string(), PineconeIndex),
  settings: PineconeSettings,
});
export type PineconeState = z.infer<typeof PineconeState>;

export function emptyState(previous: PineconeState | null): PineconeState {
  return { indexes: {}, settings: previous?.settings ?? { lagMs: 400, indexMs: 1_000 } };
}

/** The index as it is seen at a moment: what was written long enough ago is in it. Null where there is none. */
export function indexAt(options: { state: PineconeState; name: string; nowMs: number }): PineconeIndex | null {
  const { state, name, nowMs } = options;
  const index = state.indexes[name];
  if (index === undefined) return null;
  if (index.goneAtMs !== null && nowMs >= index.goneAtMs) {
    state.indexes = Object.fromEntries(Object.entries(state.indexes).filter(([known]) => known !== name));
    return null;
  }
  const due = index.writes.filter(({ atMs }) => atMs <= nowMs);
  index.writes = index.writes.filter(({ atMs }) => atMs > nowMs);
  for (const write of due) apply({ index, write });
  return index;
}

function apply({ index, write }: { index: PineconeIndex; write: Write }): void {
  const { namespace } = write;
  const records = new Map(Object.entries(index.namespaces[namespace] ?? {}));
  if (write.what === 'upsert') for (const record of write.records) records.set(record.id, record);
  else if (write.what === 'delete') for (const id of write.ids) records.delete(id);
  else records.clear();
  index.namespaces = Object.fromEntries([
    ...Object.entries(index.namespaces).filter(([name]) => name !== namespace),
    ...(records.size === 0 ? [] : [[namespace, Object.fromEntries(records)] as const]),
  ]);
}
