import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, count } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { recordConditions } from './record-conditions.ts';
import { ListRecordsInput } from './schema.ts';
import { crmRecords } from './tables.ts';

const CountInput = ListRecordsInput.omit({ limit: true, cursor: true });

/** How many records are there that a listing with the same filters would go through. */
export async function countRecords({
  ctx,
  input,
}: Verb<Omit<ListRecordsInput, 'limit' | 'cursor'>>): Promise<{ total: number }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const asked = parseInput({ schema: CountInput, input, what: 'a count of records' });
  const [row] = await ctx.db
    .select({ total: count() })
    .from(crmRecords)
    .where(and(liveRecord({ ctx, objectType: asked.objectType }), ...recordConditions({ ctx, asked })));
  return { total: row?.total ?? 0 };
}
