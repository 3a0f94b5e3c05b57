import { z } from 'zod';
import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import { type DuplicateListing, findDuplicate, settleDuplicate } from '#modules/crm';
import { parseInput, SophiaError } from '#platform/errors';
import type { ChangeContext } from '../change-context.ts';
import { getChangeSet } from '../get-change-set.ts';
import { proposeMerge } from '../propose-merge.ts';
import { type ChosenPair, chooseKept } from './choose-kept.ts';
import { differingFields } from './differing-fields.ts';
import { loadSides } from './load-sides.ts';
import { wordsForMerge } from './words-for-merge.ts';

const ProposeDuplicateInput = z.strictObject({
  /** The id of a pair, or as much of it as only one has. */
  reference: z.string().min(1),
  /** The CRM's id of the record whose values are to stay; null for the one that people work with. */
  keep: z.string().min(1).nullable(),
});
type ProposeDuplicateInput = z.infer<typeof ProposeDuplicateInput>;

export interface ProposedDuplicate {
  readonly duplicateId: string;
  readonly changeSetId: string;
  /** Whether there was no such proposal before. */
  readonly created: boolean;
  readonly changes: readonly Change[];
}

/** Proposes to make one record of a pair that was found; somebody approves it first. Throws `duplicate.not-found`. */
export async function proposeDuplicate({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: ProposeDuplicateInput;
}): Promise<ProposedDuplicate> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'duplicate', id: input.reference } });
  const { reference, keep } = parseInput({ schema: ProposeDuplicateInput, input, what: 'a pair to merge' });
  const pair = await findDuplicate({ ctx, input: { reference } });
  const { duplicateId, state } = pair;
  if (state === 'merged' || state === 'cleared') {
    const why = state === 'merged' ? 'the CRM has made one of them' : 'nothing speaks for it any more';
    throw new SophiaError(
      'input.invalid',
      `Expected a pair that seems to be one record, found ${duplicateId}: ${why}.`,
    );
  }
  if (keep !== null && keep !== pair.kept.externalId && keep !== pair.other.externalId) {
    throw new SophiaError(
      'input.invalid',
      `Expected to keep ${pair.kept.externalId} or ${pair.other.externalId}, found ${keep}.`,
    );
  }
  const { kept, merged, because } = await sidesOf({ ctx, pair, keep });
  const differences = await differingFields(ctx, { kept, merged });
  const proposed = await proposeMerge({
    ctx,
    input: {
      objectType: kept.objectType,
      keptId: kept.externalId,
      mergedId: merged.externalId,
      keptName: kept.name,
      mergedName: merged.name,
      evidence: wordsForMerge({ kept, merged, because, differences, evidence: pair.evidence }),
      confidence: pair.confidence,
    },
  });
  const isOpen = proposed.changes.some((change) => change.state !== 'refused');
  const { changeSetId } = proposed;
  await settleDuplicate({ ctx, input: { duplicateId, state: isOpen ? 'proposed' : 'found', changeSetId } });
  return { duplicateId, ...proposed };
}

/** Which of the two is kept: the one that somebody names, that of a proposal that waits, or the one that people work with. */
async function sidesOf({
  ctx,
  pair: { kept: older, other: younger, changeSetId, state },
  keep,
}: {
  ctx: ChangeContext;
  pair: DuplicateListing;
  keep: string | null;
}): Promise<Omit<ChosenPair, 'because'> & { because: string | null }> {
  const asked = keep ?? (state === 'proposed' ? await keptIn(ctx, changeSetId) : null);
  const chosen = chooseKept(await loadSides(ctx, [older, younger]));
  if (asked === null || asked === chosen.kept.externalId) return chosen;
  return { kept: chosen.merged, merged: chosen.kept, because: null };
}

/** A pair that waits for a word is not asked about the other way round because somebody has worked with the other one since. */
async function keptIn(ctx: ChangeContext, changeSetId: string | null): Promise<string | null> {
  if (changeSetId === null) return null;
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  return changes.find(({ action }) => action.type === 'merge')?.target?.externalId ?? null;
}
