import type { GapCause } from '#contracts';
import { authorise } from '#modules/access';
import { recordGap } from '#modules/ledger';
import type { Verb } from '#platform/context';
import { scheduleWork } from '#platform/due-work';

/** Waits of 30 s to 8 minutes: fifteen and a half minutes in all, as long as a vendor's transcription may take. */
const transcriptWaitsSeconds: readonly number[] = [30, 60, 120, 240, 480];

export interface WaitForTranscriptInput {
  readonly externalId: string;
  /** How often it was asked for, counted from 1. */
  readonly attempts: number;
  readonly inboxId: string | null;
  /** The event of another system that named the call. */
  readonly triggeredBy?: string | undefined;
  /** Whether the source told of the call; the ledger knows of no other. */
  readonly isTold?: boolean;
  /** Whether the source has the call itself. */
  readonly isThere?: boolean;
}

/**
 * Plans the next look for a transcript that is not there yet. After the last wait it is a gap with a name, looked for
 * again once a day by the reconciliation; a call that the source told of and does not have by then has vanished. One that
 * it never told of leaves nothing in the ledger.
 */
export async function waitForTranscript({
  ctx,
  input,
}: Verb<WaitForTranscriptInput>): Promise<{ nextAttemptAt: string | null }> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const { externalId, attempts, inboxId, triggeredBy, isTold = true, isThere = true } = input;
  const waitSeconds = transcriptWaitsSeconds[attempts - 1];
  const nextAttemptAt = waitSeconds === undefined ? null : new Date(ctx.clock.now().getTime() + waitSeconds * 1000);
  if (nextAttemptAt !== null) {
    await scheduleWork({
      ctx,
      kind: 'take-in-call',
      subject: externalId,
      payload: { attempts: attempts + 1, inboxId, triggeredBy },
      dueAt: nextAttemptAt,
    });
  }
  if (!isTold) return { nextAttemptAt: nextAttemptAt?.toISOString() ?? null };
  await recordGap({
    ctx,
    input: {
      source: 'gong',
      externalId,
      missing: 'stored',
      ...reasonFor({ attempts, isLast: nextAttemptAt === null, isThere }),
      nextAttemptAt,
    },
  });
  return { nextAttemptAt: nextAttemptAt?.toISOString() ?? null };
}

function reasonFor({ attempts, isLast, isThere }: { attempts: number; isLast: boolean; isThere: boolean }): {
  cause: GapCause;
  detail: string;
} {
  if (!isLast) {
    const detail = `The source has no transcript yet; look ${attempts + 1} of ${transcriptWaitsSeconds.length + 1} is planned.`;
    return { cause: 'transcript_not_ready', detail };
  }
  const looks = `in ${attempts} looks over about a quarter of an hour.`;
  return isThere
    ? { cause: 'transcript_never_came', detail: `The source had no transcript ${looks}` }
    : { cause: 'vanished_at_source', detail: `The source told of this call and did not have it ${looks}` };
}
