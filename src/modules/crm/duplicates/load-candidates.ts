import type { CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { and, asc, eq, gt } from '#platform/sql';
import { listDefinitions } from '../list-definitions.ts';
import { liveRecord } from '../live-record.ts';
import { crmAssociations, crmRecords } from '../tables.ts';
import { toRecordRows } from '../to-record-row.ts';
import type { Candidate } from './candidate.ts';

const rowsPerQuery = 1000;

/** All records of a type that are there, with their companies. */
export async function loadCandidates({
  ctx,
  objectType,
}: {
  ctx: Context;
  objectType: CrmRecordType;
}): Promise<Candidate[]> {
  const companies = objectType === 'company' ? new Map<string, string[]>() : await companiesOf({ ctx, objectType });
  const closed = objectType === 'deal' ? await closedStages(ctx) : new Set<string>();
  const candidates: Candidate[] = [];
  for (let after: string | null = null; ; ) {
    const rows: (typeof crmRecords.$inferSelect)[] = await ctx.db
      .select()
      .from(crmRecords)
      .where(and(liveRecord({ ctx, objectType }), after === null ? undefined : gt(crmRecords.id, after)))
      .orderBy(asc(crmRecords.id))
      .limit(rowsPerQuery);
    for (const record of await toRecordRows(rows, ctx)) {
      const { externalId, properties } = record;
      candidates.push({
        record,
        companyIds: companies.get(externalId) ?? [],
        open: !closed.has(properties['dealstage'] ?? ''),
      });
    }
    if (rows.length < rowsPerQuery) return candidates;
    after = rows.at(-1)?.id ?? null;
  }
}

async function companiesOf({
  ctx,
  objectType,
}: {
  ctx: Context;
  objectType: CrmRecordType;
}): Promise<ReadonlyMap<string, string[]>> {
  const ties = await ctx.db
    .select({ from: crmAssociations.fromExternalId, to: crmAssociations.toExternalId })
    .from(crmAssociations)
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        eq(crmAssociations.fromType, objectType),
        eq(crmAssociations.toType, 'company'),
      ),
    );
  const companies = new Map<string, string[]>();
  for (const { from, to } of ties) companies.set(from, [...(companies.get(from) ?? []), to]);
  return companies;
}

async function closedStages(ctx: Context): Promise<ReadonlySet<string>> {
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return new Set(stages.filter(({ isClosed }) => isClosed).map(({ externalId }) => externalId));
}
