import type { WarningKind } from '#contracts';
import { authorise, seenRecord } from '#modules/access';
import { crmRecords } from '#modules/crm';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, isNull, sql } from '#platform/sql';
import { dealWarnings } from './tables.ts';

export interface ShareWarningsInput extends SharePage {
  /** What the warnings are listed under. */
  readonly of: 'workspace' | 'deal';
  readonly parents: readonly string[];
  readonly kind: WarningKind | null;
  /** Those that stand; with false also those that were cleared. */
  readonly standing: boolean;
}

const columns = { workspace: dealWarnings.workspaceId, deal: dealWarnings.recordId } as const;

/** The ids of the warnings under each parent, the newest first. */
export async function shareWarnings({ ctx, input }: Verb<ShareWarningsInput>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'warning.read', resource: { type: 'warning', id: null } });
  const { of, parents, kind, standing, after, limit } = input;
  const parent = columns[of];
  const where = and(
    eq(dealWarnings.workspaceId, ctx.workspaceId),
    seenRecord(ctx, crmRecords),
    inArray(parent, [...parents]),
    kind === null ? undefined : eq(dealWarnings.kind, kind),
    standing ? isNull(dealWarnings.clearedAt) : undefined,
  );
  return shareOut({
    db: ctx.db,
    source: sql`select ${parent} as parent, ${dealWarnings.id} as id, ${dealWarnings.raisedAt} as raised_at
      from ${dealWarnings} join ${crmRecords} on ${crmRecords.id} = ${dealWarnings.recordId} where ${where}`,
    order: sql`raised_at desc, id desc`,
    after,
    limit,
  });
}
