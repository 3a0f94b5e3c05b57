import { CrmRecordType } from '#contracts';
import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { toChange } from '../to-change.ts';
import type { Application } from './application.ts';
import { hasBegun } from './has-begun.ts';
import type { Outcome } from './outcome.ts';

/** Makes one record of two, which may have a new id; both old ids lead to it. The vendor cannot undo it. */
export async function applyMerge({ ctx, crm, change, key }: Application): Promise<Outcome> {
  const { target, action } = toChange(change);
  if (target === null || action.type !== 'merge') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} merges no records.`);
  }
  const { mergedId } = action;
  const objectType = CrmRecordType.parse(action.objectType);
  const keptId = target.externalId;
  /** Both ids lead to one record; where one of them is gone, there is nothing to make one of. */
  async function findMerged(): Promise<{ externalId: string } | null> {
    const [kept, other] = await Promise.all([read(keptId), read(mergedId)]);
    return kept !== null && kept === other ? { externalId: kept } : null;
  }
  async function read(externalId: string): Promise<string | null> {
    const [record] = await crm.getRecords({ objectType, externalIds: [externalId], properties: [], historyOf: [] });
    return record === undefined || record.archivedAt !== null ? null : record.externalId;
  }
  async function compare(): Promise<Outcome | null> {
    const [kept, other] = await Promise.all([read(keptId), read(mergedId)]);
    if (kept === null || other === null) {
      return { state: 'conflict', reason: 'Since it was proposed, one of the two was archived or deleted.', set: {} };
    }
    if (kept !== other) return null;
    return { state: 'applied', reason: 'Somebody had made one of them already.', set: { externalId: kept } };
  }
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const stop = await compare();
    if (stop !== null) return stop;
  }
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'merge',
    key,
    find: findMerged,
    send: async () => {
      const { externalId } = await crm.mergeRecords({ objectType, keptId, mergedId });
      return { externalId };
    },
  });
  const merged = await findMerged();
  if (merged !== null) return { state: 'applied', reason: null, set: { externalId: merged.externalId } };
  return { state: 'not_applied', reason: 'The CRM took the merge, and the two are two records still.', set: {} };
}
