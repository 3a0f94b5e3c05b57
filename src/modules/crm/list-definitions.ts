import { CrmOwner, CrmPipeline, CrmPropertyDefinition } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, isNull } from '#platform/sql';
import { DefinitionsInput } from './schema.ts';
import { crmDefinitions } from './tables.ts';

type Scope = DefinitionsInput['scope'];
type Definition = CrmOwner | CrmPipeline | CrmPropertyDefinition;

const bodies = { owner: CrmOwner, pipeline: CrmPipeline, property: CrmPropertyDefinition } as const;

/** How the CRM describes itself: owners (those who left with `active: false`), pipelines, or properties with options. */
export async function listDefinitions(verb: Verb<{ kind: 'owner'; scope: Scope }>): Promise<CrmOwner[]>;
export async function listDefinitions(verb: Verb<{ kind: 'pipeline'; scope: Scope }>): Promise<CrmPipeline[]>;
export async function listDefinitions(verb: Verb<{ kind: 'property'; scope: Scope }>): Promise<CrmPropertyDefinition[]>;
export async function listDefinitions({ ctx, input }: Verb<DefinitionsInput>): Promise<Definition[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { kind, scope } = parseInput({ schema: DefinitionsInput, input, what: 'a kind of definitions' });
  const rows = await ctx.db
    .select({ body: crmDefinitions.body })
    .from(crmDefinitions)
    .where(
      and(
        eq(crmDefinitions.workspaceId, ctx.workspaceId),
        eq(crmDefinitions.kind, kind),
        kind === 'owner' || scope === null ? undefined : eq(crmDefinitions.scope, scope),
        isNull(crmDefinitions.goneAt),
      ),
    )
    .orderBy(asc(crmDefinitions.scope), asc(crmDefinitions.externalId));
  return rows.map(({ body }) => bodies[kind].parse(body));
}
