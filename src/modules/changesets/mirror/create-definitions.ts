import {
  type CrmOwner,
  type CrmPipeline,
  CrmPipelineType,
  type CrmPropertyDefinition,
  CrmRecordType,
} from '#contracts';
import { type CrmRecordRow, listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';

/** What the CRM says of itself, each list read once for whoever holds this. */
export interface Definitions {
  property(place: { readonly objectType: string; readonly name: string }): Promise<CrmPropertyDefinition | null>;
  owners(): Promise<readonly CrmOwner[]>;
  /** The pipeline that a deal or lead says it is in, else the one that has its stage; null for other records. */
  pipelineOf(record: CrmRecordRow): Promise<CrmPipeline | null>;
}

/** Where a record says in which pipeline and stage it is. */
const placeProperties = {
  deal: { pipeline: 'pipeline', stage: 'dealstage' },
  lead: { pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage' },
} as const satisfies Readonly<Record<CrmPipelineType, unknown>>;

export function createDefinitions(ctx: Context): Definitions {
  const properties = new Map<CrmRecordType, Promise<Map<string, CrmPropertyDefinition>>>();
  const pipelines = new Map<CrmPipelineType, Promise<CrmPipeline[]>>();
  const kept: { owners: Promise<CrmOwner[]> | null } = { owners: null };
  async function readProperties(scope: CrmRecordType): Promise<Map<string, CrmPropertyDefinition>> {
    const list = await listDefinitions({ ctx, input: { kind: 'property', scope } });
    return new Map(list.map((definition) => [definition.name, definition]));
  }
  return {
    property: async ({ objectType, name }) => {
      const scope = CrmRecordType.safeParse(objectType);
      if (!scope.success) return null;
      const known = properties.get(scope.data) ?? readProperties(scope.data);
      properties.set(scope.data, known);
      return (await known).get(name) ?? null;
    },
    owners: () => {
      kept.owners ??= listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
      return kept.owners;
    },
    pipelineOf: async (record) => {
      const scope = CrmPipelineType.safeParse(record.objectType);
      if (!scope.success) return null;
      const known =
        pipelines.get(scope.data) ?? listDefinitions({ ctx, input: { kind: 'pipeline', scope: scope.data } });
      pipelines.set(scope.data, known);
      const place = placeProperties[scope.data];
      const all = await known;
      const named = all.find(({ externalId }) => externalId === record.properties[place.pipeline]);
      const stageId = record.properties[place.stage];
      return named ?? all.find(({ stages }) => stages.some(({ externalId }) => externalId === stageId)) ?? null;
    },
  };
}
