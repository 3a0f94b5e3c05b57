import { z } from 'zod';
import type { ApprovalDecision } from '#contracts';
import { authorise } from '#modules/access';
import { parseInput, SophiaError } from '#platform/errors';
import type { ChangeContext } from './change-context.ts';
import { type DecidedChange, decideChanges } from './decide-changes.ts';
import { findChange } from './find-change.ts';
import { getChangeSet } from './get-change-set.ts';

export const DecideByReferenceInput = z.strictObject({
  /** The id of a change or of a set, or as much of it as only one has. */
  reference: z.string().min(1),
  decision: z.enum(['approve', 'reject']),
  /** What is to stand in place of the proposed value; only for a single change. */
  value: z.string().nullable().default(null),
  reason: z.string().min(1).max(1000).nullable().default(null),
});
export type DecideByReferenceInput = z.input<typeof DecideByReferenceInput>;

/** Takes a person's word on one change, or on everything of a set that waits for one. */
export async function decideByReference({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: DecideByReferenceInput;
}): Promise<{ decided: DecidedChange[] }> {
  authorise({ ctx, action: 'change_set.decide', resource: { type: 'change_set', id: null } });
  const { reference, decision, value, reason } = parseInput<z.output<typeof DecideByReferenceInput>>({
    schema: DecideByReferenceInput,
    input,
    what: 'a decision',
  });
  const { changeSetId, changeId } = await findChange({ ctx, input: { reference } });
  if (value !== null && (changeId === null || decision === 'reject')) {
    throw new SophiaError('input.invalid', 'Expected a value only where one change is approved; a set has several.');
  }
  const word = { decision: value === null ? decision : 'edit', value, reason } as const;
  const chosen = changeId === null ? await listWaiting({ ctx, changeSetId }) : [changeId];
  const decisions: ApprovalDecision[] = chosen.map((id) => ({ changeId: id, ...word }));
  return decideChanges({ ctx, input: { changeSetId, decisions } });
}

async function listWaiting({ ctx, changeSetId }: { ctx: ChangeContext; changeSetId: string }): Promise<string[]> {
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  const waiting = changes.filter(({ state }) => state === 'waiting').map(({ changeId }) => changeId);
  if (waiting.length > 0) return waiting;
  throw new SophiaError(
    'change.move-not-allowed',
    `Expected a change of ${changeSetId} that waits for a decision, found none: look at it with sophia changes show ${changeSetId}.`,
  );
}
