import type { ChangeAction, Crm, CrmPropertyDefinition } from '#contracts';
import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { and, count, eq, inArray, like } from '#platform/sql';
import { hasBegun } from '../apply/has-begun.ts';
import { changes } from '../tables.ts';
import { refuseUndo } from './refuse-undo.ts';
import type { Undoing, UndoOutcome } from './undo-outcome.ts';

type NewProperty = Extract<ChangeAction, { type: 'create_property' }>;

/** Archives a property that Sophia created, as long as no record holds a value of it and nobody has altered it. */
export async function undoNewProperty(undoing: Undoing): Promise<UndoOutcome> {
  const { ctx, crm, change, key } = undoing;
  const { action } = change;
  if (action.type !== 'create_property') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} creates no property.`);
  }
  const { objectType, name } = action;
  if (change.oldValue !== null) return refuseUndo(`The CRM had the property ${name} before Sophia; it stays.`);
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const standing = await readDefinition({ crm, action });
    if (standing === null) {
      return { state: 'undone', reason: `Somebody had archived ${name} already.`, readBackValue: null };
    }
    const obstacle = await findObstacle({ undoing, action, standing });
    if (obstacle !== null) return refuseUndo(obstacle);
  }
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'archive_property',
    key,
    find: async () => ((await readDefinition({ crm, action })) === null ? { externalId: name } : null),
    send: async () => {
      await crm.archiveProperty({ objectType, name });
      return { externalId: name };
    },
  });
  if ((await readDefinition({ crm, action })) === null) return { state: 'undone', reason: null, readBackValue: null };
  return refuseUndo(`The CRM took the request and has the property ${name} still.`);
}

async function readDefinition({
  crm,
  action,
}: {
  crm: Crm;
  action: NewProperty;
}): Promise<CrmPropertyDefinition | null> {
  const list = await crm.listPropertyDefinitions(action.objectType);
  return list.find(({ name }) => name === action.name) ?? null;
}

/** The CRM's index of values lags, so what Sophia has written itself is counted beside it. */
async function findObstacle({
  undoing,
  action,
  standing,
}: {
  undoing: Undoing;
  action: NewProperty;
  standing: CrmPropertyDefinition;
}): Promise<string | null> {
  const { crm } = undoing;
  const { objectType, name, label } = action;
  if (standing.label !== label || optionsOf(standing) !== optionsOf(action)) {
    return `Somebody has altered the property ${name} since it was created (it is called "${standing.label}" now); it stands.`;
  }
  const written = await countWritten({ undoing, action });
  if (written > 0) {
    return `${written} ${written === 1 ? 'value' : 'values'} that Sophia wrote into ${name} would go with it: undo those first, then this.`;
  }
  const holders = await crm.countHolders({ objectType, property: name });
  if (holders === 0) return null;
  return `${holders} ${holders === 1 ? `${objectType} holds` : 'records hold'} a value of ${name}, which would go with it: clear them in the CRM first, or keep the property.`;
}

function optionsOf({ options }: Pick<CrmPropertyDefinition, 'options'>): string {
  return JSON.stringify(options.map(({ value, label }) => [value, label]));
}

async function countWritten({ undoing: { ctx }, action }: { undoing: Undoing; action: NewProperty }): Promise<number> {
  const [row] = await ctx.db
    .select({ written: count() })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        like(changes.identity, 'set %'),
        eq(changes.targetType, action.objectType),
        eq(changes.property, action.name),
        inArray(changes.state, ['applying', 'applied', 'undoing']),
      ),
    );
  return row?.written ?? 0;
}
