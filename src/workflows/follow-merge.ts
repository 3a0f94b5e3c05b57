import type { RecordMerge } from '#contracts';
import { moveCommitments } from '#modules/commitments';
import { moveStatements, reviewContradictions } from '#modules/contradictions';
import { moveLinks } from '#modules/matching';
import { moveAccountChannel } from '#modules/notifications';
import { moveWarnings } from '#modules/warnings';
import type { Context } from '#platform/context';
import { moveWork } from '#platform/due-work';

/** Calls, promises, what was said, warnings and the channel go on with the record that is left, and warnings are looked at anew. Doing it twice changes nothing. */
export async function followMerge({
  ctx,
  merge: { fromRecordId, intoRecordId },
}: {
  ctx: Context;
  merge: RecordMerge;
}): Promise<void> {
  const merge = { fromRecordId, intoRecordId };
  await moveLinks({ ctx, input: merge });
  await moveCommitments({ ctx, input: merge });
  await moveStatements({ ctx, input: merge });
  await moveWarnings({ ctx, input: merge });
  await moveAccountChannel({ ctx, input: merge });
  await reviewContradictions({ ctx, input: { recordIds: [fromRecordId, intoRecordId] } });
  await moveWork({ ctx, kind: 'watch-deals', subject: 'all', dueAt: ctx.clock.now() });
}
