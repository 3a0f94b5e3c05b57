import type { CrmPropertyDefinition, CrmReference } from '#contracts';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { MemoryCrm } from './memory-crm.ts';

/** Writes what the CRM has into the tables of the mirror, as a synchronisation leaves it. */
export async function mirrorCrm({ ctx, crm }: { ctx: Context; crm: MemoryCrm }): Promise<void> {
  for (const definition of crm.definitions) {
    await define({
      ctx,
      kind: 'property',
      scope: definition.objectType,
      externalId: definition.name,
      body: definition,
    });
  }
  for (const owner of crm.owners) {
    await define({ ctx, kind: 'owner', scope: 'all', externalId: owner.externalId, body: owner });
  }
  for (const pipeline of crm.pipelines) {
    await define({ ctx, kind: 'pipeline', scope: 'deal', externalId: pipeline.externalId, body: pipeline });
  }
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    for (const { externalId } of crm.all(objectType))
      await mirrorRecord({ ctx, crm, reference: { objectType, externalId } });
  }
}

/** A property as the CRM describes it, with what a test does not care about filled in. */
export function definitionOf(
  given: Pick<CrmPropertyDefinition, 'objectType' | 'name'> & Partial<CrmPropertyDefinition>,
): CrmPropertyDefinition {
  return {
    label: given.name.replaceAll('_', ' '),
    type: 'string',
    fieldType: 'textarea',
    options: [],
    readOnly: false,
    isMoney: false,
    ...given,
  };
}

async function define({
  ctx,
  kind,
  scope,
  externalId,
  body,
}: {
  ctx: Context;
  kind: string;
  scope: string;
  externalId: string;
  body: unknown;
}): Promise<void> {
  await ctx.db.execute(sql`insert into crm_definitions (workspace_id, source, kind, scope, external_id, body, updated_at)
    values (${ctx.workspaceId}, 'hubspot', ${kind}, ${scope}, ${externalId}, ${JSON.stringify(body)}, ${ctx.clock.now().toISOString()})
    on conflict (workspace_id, source, kind, scope, external_id) do update set body = excluded.body`);
}

async function mirrorRecord({
  ctx,
  crm,
  reference,
}: {
  ctx: Context;
  crm: MemoryCrm;
  reference: CrmReference;
}): Promise<void> {
  const [record] = await crm.getRecords({ objectType: reference.objectType, externalIds: [reference.externalId] });
  if (record === undefined) return;
  const { properties, history } = record;
  const id = `${ctx.workspaceId}-${reference.objectType}-${reference.externalId}`;
  const now = ctx.clock.now().toISOString();
  await ctx.db.execute(sql`insert into crm_records (id, workspace_id, source, object_type, external_id, properties, name,
      owner_id, created_at_source, updated_at_source, synced_at)
    values (${id}, ${ctx.workspaceId}, 'hubspot', ${reference.objectType}, ${reference.externalId},
      ${JSON.stringify(properties)}, ${properties['dealname'] ?? null}, ${properties['hubspot_owner_id'] ?? null},
      ${now}, ${now}, ${now})
    on conflict (id) do update set properties = excluded.properties, owner_id = excluded.owner_id`);
  for (const { property, value, at, source, sourceType, userId } of history) {
    await ctx.db.execute(sql`insert into crm_property_changes
        (workspace_id, record_id, property, at, value, source, source_type, user_id)
      values (${ctx.workspaceId}, ${id}, ${property}, ${at}, ${value}, ${source}, ${sourceType}, ${userId})
      on conflict do nothing`);
  }
}
