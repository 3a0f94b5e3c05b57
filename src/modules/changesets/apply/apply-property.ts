import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import type { ChangeContext } from '../change-context.ts';
import { changeValue } from '../change-value.ts';
import type { ChangeRow } from '../move-change.ts';
import { changes } from '../tables.ts';
import { toChange } from '../to-change.ts';
import type { Application } from './application.ts';
import { compareProperty, planOn } from './compare-property.ts';
import { hasBegun } from './has-begun.ts';
import type { Outcome } from './outcome.ts';
import { outcomeOfVerdict } from './outcome-of-verdict.ts';
import type { Baseline } from './read-history.ts';
import { type FreshProperty, type PropertyPlace, readProperty, writeProperty } from './write-property.ts';

/** Compare, write, read back. What was begun before is not compared again: its own write may stand there. */
export async function applyProperty(application: Application): Promise<Outcome> {
  const { ctx, crm, change, key } = application;
  const { target, action } = toChange(change);
  const value = changeValue(change);
  if (target === null || action.type !== 'set_property' || value === null) {
    throw new SophiaError('internal.unexpected', `The change ${change.id} sets no property of a record.`);
  }
  const place: PropertyPlace = { ctx, crm, target, property: action.property };
  let baseline: Baseline = { value: change.oldValue, at: change.oldValueAt };
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const fresh = await readProperty(place);
    const stop = await compareProperty({ application, target, fresh, value });
    if (stop !== null) return stop;
    baseline = await keepBaseline({ ctx, change, fresh });
  }
  const { verdict, fresh } = await writeProperty({ place, key, value, type: change.facts.value, baseline });
  return outcomeOfVerdict({ ...place, verdict, fresh });
}

/** What an undo puts back and what a crash is judged by is committed before anything is sent. */
async function keepBaseline({
  ctx,
  change,
  fresh,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  fresh: FreshProperty;
}): Promise<Baseline> {
  const planned = planOn(fresh);
  await ctx.db
    .update(changes)
    .set(planned)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, change.id)));
  return { value: fresh.value, at: planned.oldValueAt ?? null };
}
