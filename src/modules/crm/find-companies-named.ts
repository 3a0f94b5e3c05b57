import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import type { CrmRecordRow } from './schema.ts';
import { crmRecords } from './tables.ts';
import { toRecordRows } from './to-record-row.ts';

const NamedInput = z.strictObject({ text: z.string().max(1000) });
type NamedInput = z.infer<typeof NamedInput>;

/** A shorter name may stand in a text by chance. */
const shortestName = 5;

/** The companies whose whole name stands in a text, such as the title of a call; the longest name first. */
export async function findCompaniesNamed({ ctx, input }: Verb<NamedInput>): Promise<CrmRecordRow[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { text } = parseInput({ schema: NamedInput, input, what: 'a text' });
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        liveRecord({ ctx, objectType: 'company' }),
        sql`length(${crmRecords.name}) >= ${shortestName}`,
        sql`position(lower(${crmRecords.name}) in lower(${text})) > 0`,
      ),
    )
    .orderBy(sql`length(${crmRecords.name}) desc`, asc(crmRecords.id));
  return toRecordRows(rows, ctx);
}
