import { CrmOwner, CrmPipeline, CrmPropertyDefinition, type CrmRecordType } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, isNull, ne, or } from '#platform/sql';
import { crmDefinitions } from './tables.ts';

interface CrmDescription {
  /** Those who have left with `active: false`. */
  readonly owners: readonly CrmOwner[];
  readonly pipelines: readonly CrmPipeline[];
  readonly properties: readonly CrmPropertyDefinition[];
}

/** How the CRM describes itself, read at once: owners, and the pipelines and properties of a type or of all. */
export async function describeCrm({ ctx, input }: Verb<{ objectType: CrmRecordType | null }>): Promise<CrmDescription> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { kind, scope } = crmDefinitions;
  const { objectType } = input;
  const rows = await ctx.db
    .select({ kind, body: crmDefinitions.body })
    .from(crmDefinitions)
    .where(
      and(
        eq(crmDefinitions.workspaceId, ctx.workspaceId),
        isNull(crmDefinitions.goneAt),
        or(eq(kind, 'owner'), and(ne(kind, 'owner'), objectType === null ? undefined : eq(scope, objectType))),
      ),
    )
    .orderBy(asc(scope), asc(crmDefinitions.externalId));
  function bodiesOf(wanted: string): unknown[] {
    return rows.filter((row) => row.kind === wanted).map(({ body }) => body);
  }
  return {
    owners: bodiesOf('owner').map((body) => CrmOwner.parse(body)),
    pipelines: bodiesOf('pipeline').map((body) => CrmPipeline.parse(body)),
    properties: bodiesOf('property').map((body) => CrmPropertyDefinition.parse(body)),
  };
}
