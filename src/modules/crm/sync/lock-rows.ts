import { asc } from '#platform/sql';
import { crmRecords } from '../tables.ts';
import { type KnownAs, knownAs } from './known-as.ts';

/**
 * Holds the rows of the mirror for these ids of the CRM until ctx's transaction ends. Whoever writes several rows calls
 * it first: all are locked in one order, so that two processes wait for each other and do not deadlock. What points at
 * the rows can still be written.
 */
export async function lockRows(asked: KnownAs): Promise<void> {
  if (asked.externalIds.length === 0) return;
  await asked.ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(knownAs(asked))
    .orderBy(asc(crmRecords.id))
    .for('no key update');
}
