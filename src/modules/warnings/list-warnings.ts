import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { olderThan } from '#platform/db';
import { parseInput } from '#platform/errors';
import { eq, isNull } from '#platform/sql';
import { loadWarnings } from './load-warnings.ts';
import { type DealWarning, ListWarningsInput } from './schema.ts';
import { dealWarnings } from './tables.ts';

/** Warnings of deals, the newest first. */
export async function listWarnings({ ctx, input }: Verb<ListWarningsInput>): Promise<{ warnings: DealWarning[] }> {
  authorise({ ctx, action: 'warning.read', resource: { type: 'warning', id: null } });
  const {
    recordId,
    kind,
    standing,
    limit,
    after = null,
  } = parseInput({
    schema: ListWarningsInput,
    input,
    what: 'a listing of warnings',
  });
  const where = [
    recordId === null ? undefined : eq(dealWarnings.recordId, recordId),
    kind === null ? undefined : eq(dealWarnings.kind, kind),
    standing ? isNull(dealWarnings.clearedAt) : undefined,
    olderThan({ ctx, table: dealWarnings, at: dealWarnings.raisedAt, id: after }),
  ];
  return { warnings: await loadWarnings({ ctx, where, limit }) };
}
