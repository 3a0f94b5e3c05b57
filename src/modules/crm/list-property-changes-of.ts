import { z } from 'zod';
import type { CrmPropertyChange } from '#contracts';
import { authorise, seenRecordId } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, getTableColumns, inArray, lte, sql } from '#platform/sql';
import { notWithheld } from './not-withheld.ts';
import { crmPropertyChanges } from './tables.ts';
import { toPropertyChange } from './to-property-change.ts';

const ChangesOfInput = z.strictObject({
  recordIds: z.array(z.string().trim().min(1)).max(500),
  /** Of each record. */
  limit: z.int().min(1).max(1000),
});
type ChangesOfInput = z.infer<typeof ChangesOfInput>;

/**
 * What the CRM's history says of each of these records, the newest first, in one statement however many there are; one
 * without a history that is seen is absent.
 */
export async function listPropertyChangesOf({
  ctx,
  input,
}: Verb<ChangesOfInput>): Promise<ReadonlyMap<string, readonly CrmPropertyChange[]>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { recordIds, limit } = parseInput({ schema: ChangesOfInput, input, what: 'histories' });
  if (recordIds.length === 0) return new Map();
  const { workspaceId, recordId, at, position } = crmPropertyChanges;
  const place = sql<number>`row_number() over (partition by ${recordId} order by ${at} desc, ${position} desc)`;
  const placed = ctx.db
    .select({ ...getTableColumns(crmPropertyChanges), place: place.as('place') })
    .from(crmPropertyChanges)
    .where(
      and(
        eq(workspaceId, ctx.workspaceId),
        inArray(recordId, recordIds),
        seenRecordId(ctx, recordId),
        notWithheld(ctx),
      ),
    )
    .as('placed');
  const rows = await ctx.db
    .select()
    .from(placed)
    .where(lte(placed.place, limit))
    .orderBy(desc(placed.at), desc(placed.position));
  const ofRecord = Map.groupBy(rows, (row) => row.recordId);
  return new Map([...ofRecord].map(([id, changes]) => [id, changes.map(toPropertyChange)]));
}
