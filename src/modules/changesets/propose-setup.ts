import type { Change, DraftChange } from '#contracts';
import { authorise } from '#modules/access';
import { requireConnection } from '#platform/context';
import { and, count, eq, notInArray } from '#platform/sql';
import type { ChangeContext, ConnectedChangeContext } from './change-context.ts';
import { createDefinitions } from './mirror/create-definitions.ts';
import { proposeChangeSet } from './propose-change-set.ts';
import { type SetupProperty, setupProperties } from './setup-properties.ts';
import { changes } from './tables.ts';

/**
 * Proposes the properties that the CRM lacks, as changes that somebody approves; null where it lacks none. Throws
 * `vendor.off` where no CRM is connected.
 */
export async function proposeSetup({
  ctx,
}: {
  ctx: ConnectedChangeContext;
}): Promise<{ changeSetId: string; created: boolean; changes: Change[] } | null> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  requireConnection(ctx.connections.crm);
  const drafts: DraftChange[] = [];
  const definitions = createDefinitions(ctx);
  for (const property of setupProperties) {
    const name = ctx.policy.fields[property.field];
    if (name === null) continue;
    const known = await definitions.property({ objectType: property.objectType, name });
    if (known === null) drafts.push(draftFor(property, name));
  }
  if (drafts.length === 0) return null;
  const names = drafts.map(({ action }) =>
    action.type === 'create_property' ? `${action.objectType}.${action.name}` : '',
  );
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return proposeChangeSet({
    ctx,
    input: {
      kind: 'setup',
      key: `setup:${names.join(',')}:${day}:r${await countSettled(ctx)}`,
      title: 'Properties that the CRM lacks',
      callId: null,
      analysisId: null,
      tainted: false,
      drafts,
    },
  });
}

/** What was asked for, turned down or taken back before may be asked for again on the same day. */
async function countSettled(ctx: ChangeContext): Promise<number> {
  const [row] = await ctx.db
    .select({ settled: count() })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changes.rule, 'setup'),
        notInArray(changes.state, ['proposed', 'waiting', 'suggested', 'approved', 'applying']),
      ),
    );
  return row?.settled ?? 0;
}

function draftFor({ field: _field, options = [], ...property }: SetupProperty, name: string): DraftChange {
  return {
    target: null,
    targetName: null,
    action: { type: 'create_property', name, ...property, options: [...options] },
    evidence: [{ callId: null, claimId: null, evidence: null, note: 'The CRM has no property of this name.' }],
    confidence: 1,
    rule: 'setup',
  };
}
