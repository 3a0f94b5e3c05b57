import type { Crm } from '#contracts';
import { attemptEndOf } from './apply/attempt-end.ts';
import { chooseTogether } from './apply/choose-together.ts';
import type { JointChange, JointEnd } from './apply/joint-change.ts';
import { performTogether } from './apply/perform-together.ts';
import type { AppliedChange } from './apply-change.ts';
import { beginTogether } from './begin-together.ts';
import type { ChangeContext } from './change-context.ts';
import type { ChangeSetRow } from './load-change.ts';
import type { ChangeRow } from './move-change.ts';
import { settleTogether } from './settle-together.ts';

/**
 * Does those changes of a set together of which nothing was tried before: one read of all records, one request a record,
 * one read of all of them again. What is missing in the answer is left to `applyChange`, which knows every way in which
 * an attempt can have been broken off.
 */
export async function applyTogether({
  ctx,
  crm,
  set,
  rows,
}: {
  ctx: ChangeContext;
  crm: Crm;
  set: ChangeSetRow;
  rows: readonly ChangeRow[];
}): Promise<ReadonlyMap<string, AppliedChange>> {
  const chosen = await chooseTogether({ ctx, crm, set, rows });
  if (chosen.length < 2) return new Map();
  const begun = await beginTogether({ ctx, joint: chosen });
  const ends = await performAll({ ctx, crm, joint: begun });
  return settleTogether({ ctx, ends });
}

/** Where what is read before anything is sent cannot be read, that is how all of them end. */
async function performAll({
  ctx,
  crm,
  joint,
}: {
  ctx: ChangeContext;
  crm: Crm;
  joint: readonly JointChange[];
}): Promise<readonly JointEnd[]> {
  try {
    return await performTogether({ ctx, crm, joint });
  } catch (error) {
    const end = attemptEndOf(error);
    return joint.map((one) => ({ ...one, end: end.end === 'settled' ? null : end }));
  }
}
