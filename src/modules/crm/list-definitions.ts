import { CrmOwner, CrmPipeline, CrmPropertyDefinition } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, asc, eq, isNull, type SQL, sql } from '#platform/sql';
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
  const { workspaceId } = ctx;
  const rows =
    kind === 'owner' || scope === null
      ? await ofKind(ctx.db).execute({ workspaceId, kind })
      : await ofScope(ctx.db).execute({ workspaceId, kind, scope });
  return rows.map(({ body }) => bodies[kind].parse(body));
}

const ofKind = buildOnce((db) => definitionsOf(db, undefined));
const ofScope = buildOnce((db) => definitionsOf(db, eq(crmDefinitions.scope, sql.placeholder('scope'))));

function definitionsOf(db: Database, ofOneScope: SQL | undefined) {
  return db
    .select({ body: crmDefinitions.body })
    .from(crmDefinitions)
    .where(
      and(
        eq(crmDefinitions.workspaceId, sql.placeholder('workspaceId')),
        eq(crmDefinitions.kind, sql.placeholder('kind')),
        ofOneScope,
        isNull(crmDefinitions.goneAt),
      ),
    )
    .orderBy(asc(crmDefinitions.scope), asc(crmDefinitions.externalId))
    .prepare('');
}
