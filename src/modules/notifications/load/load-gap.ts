import { hasReport, type LedgerGap, stationLabels } from '#contracts';
import { callPage } from '#modules/calls';
import { listMisplacedCalls } from '#modules/changesets';
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
  const told = gap ?? (await findMisplaced(question));
  if (told === undefined) return null;
  const { missing, cause, detail, since, attempts, nextAttemptAt } = told;
  return {
    kind: 'gap',
    title: told.title ?? told.externalId,
    externalId: told.externalId,
    reportAddress: hasReport(told) ? `${baseUrl}${callPage({ ctx, callId: told.callId })}` : null,
    sourceAddress: told.address,
    missing: stationLabels[missing].toLowerCase(),
    cause: cause.replaceAll('_', ' '),
    detail,
    since,
    attempts,
    nextAttemptAt,
    address: `${baseUrl}${ledgerPage({ ctx })}`,
  };
}

/** What was written where it does not belong is no gap in the way of the call: it is looked up as it stands. */
async function findMisplaced({ ctx, subject }: SubjectOfNotification): Promise<LedgerGap | undefined> {
  if (subject.cause !== 'written_elsewhere') return undefined;
  const { misplaced } = await listMisplacedCalls({ ctx, input: { since: firstDay, limit: mostGaps } });
  return misplaced.find(({ source, externalId }) => source === subject.source && externalId === subject.externalId);
}

const firstDay = '1970-01-01';
