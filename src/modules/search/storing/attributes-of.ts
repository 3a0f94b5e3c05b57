import { z } from 'zod';
import type { VectorAttributes } from '#platform/vectors';

const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]).nullable());

/** What stands beside the vectors of a document: its metadata as far as they are known, and its call. */
export function attributesOf({ metadata, callId }: { metadata: unknown; callId: string | null }): VectorAttributes {
  const known = Object.entries(Metadata.parse(metadata)).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(known), ...(callId === null ? {} : { call_id: callId }) };
}
