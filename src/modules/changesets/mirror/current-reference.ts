import type { CrmReference } from '#contracts';
import type { Context } from '#platform/context';
import { readMirrorRecord } from './read-mirror.ts';

/** The record that a reference leads to: one that was merged since is the one that it is now. */
export async function currentReference(ctx: Context, reference: CrmReference): Promise<CrmReference> {
  const record = await readMirrorRecord(ctx, reference);
  return record === null ? reference : { objectType: record.objectType, externalId: record.externalId };
}
