import { z } from 'zod';
import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import { findDuplicate, settleDuplicate } from '#modules/crm';
import { parseInput, SophiaError } from '#platform/errors';
import type { ChangeContext } from '../change-context.ts';
import { proposeMerge } from '../propose-merge.ts';
import { wordsForMerge } from './words-for-merge.ts';

const ProposeDuplicateInput = z.strictObject({
  /** The id of a pair, or as much of it as only one has. */
  reference: z.string().min(1),
  /** The CRM's id of the record whose values are to stay; null for the older one. */
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
  const isTurned = keep === pair.other.externalId;
  const [kept, merged] = isTurned ? [pair.other, pair.kept] : [pair.kept, pair.other];
  const proposed = await proposeMerge({
    ctx,
    input: {
      objectType: kept.objectType,
      keptId: kept.externalId,
      mergedId: merged.externalId,
      keptName: kept.name,
      mergedName: merged.name,
      evidence: wordsForMerge({ kept, merged, evidence: pair.evidence }),
      confidence: pair.confidence,
    },
  });
  const isOpen = proposed.changes.some((change) => change.state !== 'refused');
  const { changeSetId } = proposed;
  await settleDuplicate({ ctx, input: { duplicateId, state: isOpen ? 'proposed' : 'found', changeSetId } });
  return { duplicateId, ...proposed };
}
