import { crmRecords } from '../tables.ts';
import { type KnownAs, knownAs } from './known-as.ts';

/** A record as its row has it. */
export type RecordRow = typeof crmRecords.$inferSelect;

/** The rows of the mirror for these ids of the CRM, by that id; what the mirror does not know is left out. */
export async function readKnownRows(asked: KnownAs): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = await asked.ctx.db.select().from(crmRecords).where(knownAs(asked));
  return new Map(rows.map((row) => [row.externalId, row]));
}
