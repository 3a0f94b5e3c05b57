import { z } from 'zod';
import { type Crm, CrmOwner, CrmPipeline, CrmPipelineType, CrmPropertyDefinition, CrmRecordType } from '#contracts';
import { authorise } from '#modules/access';
import { recordDrift } from '#modules/ledger';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { and, eq, isNull, sql } from '#platform/sql';
import type { DefinitionDifference } from '../schema.ts';
import { crmDefinitions } from '../tables.ts';
import { ownerDifferences, pipelineDifferences, propertyDefinitionDifferences } from './definition-differences.ts';
import { isKeptFromUs } from './is-kept-from-us.ts';

const rowsPerStatement = 200;

type Row = typeof crmDefinitions.$inferSelect;

type Definition =
  | { readonly kind: 'owner'; readonly scope: 'account'; readonly externalId: string; readonly body: CrmOwner }
  | {
      readonly kind: 'pipeline';
      readonly scope: CrmPipelineType;
      readonly externalId: string;
      readonly body: CrmPipeline;
    }
  | {
      readonly kind: 'property';
      readonly scope: CrmRecordType;
      readonly externalId: string;
      readonly body: CrmPropertyDefinition;
    };

export interface SyncedDefinitions {
  readonly owners: number;
  readonly pipelines: number;
  readonly properties: number;
  /** Empty the first time, when there is nothing to compare with. */
  readonly differences: readonly DefinitionDifference[];
}

/** Reads how the CRM describes itself, and says what is not as it was: a renamed option, a property that is gone. */
export async function syncDefinitions({ ctx }: { ctx: ConnectedContext }): Promise<SyncedDefinitions> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const crm = requireConnection(ctx.connections.crm);
  const definitions: Definition[] = [];
  for (const body of await crm.listOwners()) {
    definitions.push({ kind: 'owner', scope: 'account', externalId: body.externalId, body });
  }
  const kept: string[] = [];
  for (const scope of CrmPipelineType.options) {
    const own = await readOrKeep({ crm, scope, read: () => readPipelines(crm, scope) });
    if (own === null) kept.push(`pipeline ${scope}`);
    definitions.push(...(own ?? []));
  }
  for (const scope of CrmRecordType.options) {
    const own = await readOrKeep({ crm, scope, read: () => readProperties(crm, scope) });
    if (own === null) kept.push(`property ${scope}`);
    definitions.push(...(own ?? []));
  }
  return transact({ ctx }, async (inner) => {
    const differences = await storeDefinitions({ ctx: inner, source: crm.name, definitions, kept });
    if (differences.length > 0) {
      await audit({
        ctx: inner,
        action: 'crm.definitions_changed',
        resource: { type: 'workspace', id: inner.workspaceId },
        details: { differences },
      });
      await tellOfDrift({ ctx: inner, source: crm.name, differences });
    }
    return { ...countsOf(definitions), differences };
  });
}

/** Null where the CRM keeps them from us: what was known of them stays. */
async function readOrKeep({
  crm,
  scope,
  read,
}: {
  crm: Crm;
  scope: CrmRecordType;
  read: () => Promise<Definition[]>;
}): Promise<Definition[] | null> {
  try {
    return await read();
  } catch (error) {
    if (isKeptFromUs({ crm, objectType: scope, error })) return null;
    throw error;
  }
}

async function readPipelines(crm: Crm, scope: CrmPipelineType): Promise<Definition[]> {
  const pipelines = await crm.listPipelines(scope);
  return pipelines.map((body) => ({ kind: 'pipeline', scope, externalId: body.externalId, body }));
}

async function readProperties(crm: Crm, scope: CrmRecordType): Promise<Definition[]> {
  const properties = await crm.listPropertyDefinitions(scope);
  return properties.map((body) => ({ kind: 'property', scope, externalId: body.name, body }));
}

/** What is new breaks nothing; what is gone or called otherwise may. */
const harmless: readonly DefinitionDifference['difference'][] = ['added', 'option-added', 'owner-returned'];

async function tellOfDrift({
  ctx,
  source,
  differences,
}: {
  ctx: Context;
  source: string;
  differences: readonly DefinitionDifference[];
}): Promise<void> {
  const lines = differences
    .filter(({ difference }) => !harmless.includes(difference))
    .map(({ scope, kind, label, difference, before, after }) => {
      const named =
        kind === 'owner' ? label : `${kind === 'pipeline' ? `Pipeline of ${scope}s` : capitalized(scope)} ${label}`;
      return { label: named, difference, before: difference === 'removed' ? null : before, after };
    });
  if (lines.length === 0) return;
  const key = `definitions:${ctx.clock.now().toISOString()}`;
  const severity = lines.every(({ difference }) => difference === 'owner-left') ? 'medium' : 'high';
  await recordDrift({ ctx, input: { source, what: 'definitions', key, severity, lines: lines.slice(0, mostLines) } });
}

const mostLines = 200;

function capitalized(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

async function storeDefinitions({
  ctx,
  source,
  definitions,
  kept,
}: {
  ctx: Context;
  source: string;
  definitions: readonly Definition[];
  kept: readonly string[];
}): Promise<DefinitionDifference[]> {
  const isHere = and(eq(crmDefinitions.workspaceId, ctx.workspaceId), eq(crmDefinitions.source, source));
  const known = await ctx.db.select().from(crmDefinitions).where(isHere);
  const byKey = new Map(known.map((row) => [keyOf(row), row]));
  const now = ctx.clock.now();
  const differences: DefinitionDifference[] = [];
  const rows: (typeof crmDefinitions.$inferInsert)[] = [];
  for (const definition of definitions) {
    const { kind, scope, externalId, body } = definition;
    const before = byKey.get(keyOf(definition));
    if (known.length > 0) differences.push(...differencesOf({ definition, before }));
    if (before !== undefined && before.goneAt === null && isSame({ before, definition })) continue;
    rows.push({ workspaceId: ctx.workspaceId, source, kind, scope, externalId, body, goneAt: null, updatedAt: now });
  }
  await writeRows({ ctx, rows });
  return [
    ...differences,
    ...(await markGone({
      ctx,
      known: known.filter(({ kind, scope }) => !kept.includes(`${kind} ${scope}`)),
      definitions,
    })),
  ];
}

async function writeRows({
  ctx,
  rows,
}: {
  ctx: Context;
  rows: readonly (typeof crmDefinitions.$inferInsert)[];
}): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await ctx.db
      .insert(crmDefinitions)
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflictDoUpdate({
        target: [
          crmDefinitions.workspaceId,
          crmDefinitions.source,
          crmDefinitions.kind,
          crmDefinitions.scope,
          crmDefinitions.externalId,
        ],
        set: { body: sql`excluded.body`, goneAt: null, updatedAt: sql`excluded.updated_at` },
      });
  }
}

async function markGone({
  ctx,
  known,
  definitions,
}: {
  ctx: Context;
  known: readonly Row[];
  definitions: readonly Definition[];
}): Promise<DefinitionDifference[]> {
  const here = new Set(definitions.map(keyOf));
  const gone = known.filter((row) => row.goneAt === null && !here.has(keyOf(row)));
  for (const { source, kind, scope, externalId } of gone) {
    await ctx.db
      .update(crmDefinitions)
      .set({ goneAt: ctx.clock.now(), updatedAt: ctx.clock.now() })
      .where(
        and(
          eq(crmDefinitions.workspaceId, ctx.workspaceId),
          eq(crmDefinitions.source, source),
          eq(crmDefinitions.kind, kind),
          eq(crmDefinitions.scope, scope),
          eq(crmDefinitions.externalId, externalId),
          isNull(crmDefinitions.goneAt),
        ),
      );
  }
  return gone.map(({ kind, scope, externalId, body }) => ({
    kind,
    scope,
    externalId,
    label: Labeled.parse(body).label ?? Labeled.parse(body).name ?? externalId,
    difference: 'removed',
    before: externalId,
    after: null,
  }));
}

const Labeled = z.object({ label: z.string().optional(), name: z.string().optional() });

function differencesOf({
  definition,
  before,
}: {
  definition: Definition;
  before: Row | undefined;
}): DefinitionDifference[] {
  const { kind, scope, externalId } = definition;
  if (before === undefined || before.goneAt !== null) {
    return [
      { kind, scope, externalId, label: labelOf(definition), difference: 'added', before: null, after: externalId },
    ];
  }
  switch (definition.kind) {
    case 'owner':
      return ownerDifferences({ before: CrmOwner.parse(before.body), after: definition.body });
    case 'pipeline':
      return pipelineDifferences({
        scope: definition.scope,
        before: CrmPipeline.parse(before.body),
        after: definition.body,
      });
    case 'property':
      return propertyDefinitionDifferences({
        before: CrmPropertyDefinition.parse(before.body),
        after: definition.body,
      });
  }
}

/** Both as the schema writes them, so that the order of the fields does not count. */
function isSame({ before, definition }: { before: Row; definition: Definition }): boolean {
  const schema = { owner: CrmOwner, pipeline: CrmPipeline, property: CrmPropertyDefinition }[definition.kind];
  return JSON.stringify(schema.parse(before.body)) === JSON.stringify(schema.parse(definition.body));
}

function labelOf(definition: Definition): string {
  return definition.kind === 'owner' ? definition.body.name : definition.body.label;
}

function keyOf({ kind, scope, externalId }: Pick<Row, 'kind' | 'scope' | 'externalId'>): string {
  return `${kind} ${scope} ${externalId}`;
}

function countsOf(definitions: readonly Definition[]): Pick<SyncedDefinitions, 'owners' | 'pipelines' | 'properties'> {
  function count(kind: Definition['kind']): number {
    return definitions.filter((definition) => definition.kind === kind).length;
  }
  return { owners: count('owner'), pipelines: count('pipeline'), properties: count('property') };
}
