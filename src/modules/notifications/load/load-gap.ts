import { stationLabels } from '#contracts';
import { ledgerPage, listGaps } from '#modules/ledger';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { GapView } from '../views.ts';

const mostGaps = 1000;

/** A call that does not get on, as the ledger has it now; one that has got on meanwhile is told to nobody. */
export async function loadGap({
  question,
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<GapView | null> {
  const { ctx, subject } = question;
  const { gaps } = await listGaps({ ctx, input: { limit: mostGaps } });
  const gap = gaps.find(
    ({ source, externalId, cause }) =>
      source === subject.source &&
      externalId === subject.externalId &&
      (subject.cause === undefined || cause === subject.cause),
  );
  if (gap === undefined) return null;
  const { missing, cause, detail, since, attempts, nextAttemptAt } = gap;
  return {
    kind: 'gap',
    title: gap.title ?? gap.externalId,
    missing: stationLabels[missing].toLowerCase(),
    cause: cause.replaceAll('_', ' '),
    detail,
    since,
    attempts,
    nextAttemptAt,
    address: `${baseUrl}${ledgerPage({ ctx })}`,
  };
}
