import { type CrmOwner, type CrmPipeline, type CrmPropertyDefinition, CrmRecordType } from '#contracts';
import { type CrmRecordRow, listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';

/** What the CRM says of itself, each list read once for whoever holds this. */
export interface Definitions {
  property(place: { readonly objectType: string; readonly name: string }): Promise<CrmPropertyDefinition | null>;
  owners(): Promise<readonly CrmOwner[]>;
  /** The pipeline that a deal says it is in, else the one that has its stage; null for other records. */
  pipelineOf(record: CrmRecordRow): Promise<CrmPipeline | null>;
}

export function createDefinitions(ctx: Context): Definitions {
  const properties = new Map<CrmRecordType, Promise<Map<string, CrmPropertyDefinition>>>();
  const kept: { owners: Promise<CrmOwner[]> | null; pipelines: Promise<CrmPipeline[]> | null } = {
    owners: null,
    pipelines: null,
  };
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
      if (record.objectType !== 'deal') return null;
      kept.pipelines ??= listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
      const pipelines = await kept.pipelines;
      const { pipeline, dealstage } = record.properties;
      const named = pipelines.find(({ externalId }) => externalId === pipeline);
      return named ?? pipelines.find(({ stages }) => stages.some(({ externalId }) => externalId === dealstage)) ?? null;
    },
  };
}
