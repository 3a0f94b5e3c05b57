import type { CrmOwner, CrmPipeline } from '#contracts';
import { fieldsFromCalls } from '#modules/access';
import { crmRecords, listDefinitions, nextStepFields } from '#modules/crm';
import { and, eq, inArray, isNull } from '#platform/sql';
import { chunkRecord } from '../chunks/chunk-record.ts';
import type { Document } from '../chunks/document.ts';
import type { SearchContext } from '../search-context.ts';

/** Records of the CRM as documents; what is archived, gone or merged is left out. */
export async function readRecords({
  ctx,
  recordIds,
}: {
  ctx: SearchContext;
  recordIds: readonly string[];
}): Promise<Document[]> {
  if (recordIds.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        inArray(crmRecords.id, [...recordIds]),
        isNull(crmRecords.archivedAt),
        isNull(crmRecords.vanishedAt),
        isNull(crmRecords.mergedInto),
      ),
    );
  const fromCalls = await fieldsFromCalls(ctx, rows);
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: null } });
  const nextSteps = nextStepFields(ctx.policy?.fields.nextSteps);
  return rows.map((row) =>
    chunkRecord({
      recordId: row.id,
      objectType: row.objectType,
      name: row.name,
      // What was said in a call is found in the call, by whoever sees it and as long as it is there.
      properties: without(row.properties, fromCalls.get(row.id)),
      nextSteps,
      updatedAt: row.updatedAtSource.toISOString(),
      ownerName: nameOf({ owners, ownerId: row.ownerId }),
      stage: stageOf({
        pipelines,
        stageId: row.properties['dealstage'] ?? row.properties['hs_pipeline_stage'] ?? null,
      }),
    }),
  );
}

function without(
  properties: Readonly<Record<string, string | null>>,
  fields: ReadonlySet<string> | undefined,
): Readonly<Record<string, string | null>> {
  if (fields === undefined) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !fields.has(name)));
}

function nameOf({ owners, ownerId }: { owners: readonly CrmOwner[]; ownerId: string | null }): string | null {
  return owners.find(({ externalId }) => externalId === ownerId)?.name ?? null;
}

function stageOf({
  pipelines,
  stageId,
}: {
  pipelines: readonly CrmPipeline[];
  stageId: string | null;
}): { label: string; isClosed: boolean } | null {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return stages.find(({ externalId }) => externalId === stageId) ?? null;
}
