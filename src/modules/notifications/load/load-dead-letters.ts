import { commandIn } from '#contracts';
import { listDeadLetters } from '#modules/intake';
import { ledgerPage } from '#modules/ledger';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { DeadLettersView } from '../views.ts';
import { vendorNames } from './vendor-names.ts';

const mostNamed = 20;

/** What a source has told on a day and could not be processed, as it stands now; once all is tried again, nobody is told. */
export async function loadDeadLetters({
  question: { ctx, subject },
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<DeadLettersView | null> {
  const { source, day } = subject;
  if (source === undefined || day === undefined) return null;
  const since = `${day}T00:00:00.000Z`;
  const { deadLetters, total } = await listDeadLetters({ ctx, input: { source, since, limit: mostNamed } });
  if (total === 0) return null;
  return {
    kind: 'dead_letters',
    source: vendorNames[source] ?? source,
    day,
    count: total,
    letters: deadLetters.map(({ inboxId, kind, subject: about, address, problem }) => ({
      inboxId,
      what: kind,
      about,
      aboutAddress: address,
      cause: problem?.message ?? '',
    })),
    advice: `Nothing else waits for them. \`${commandIn(ctx, 'sophia inbox show ID')}\` says what came and what to do; once that is mended, \`${commandIn(ctx, 'sophia inbox retry ID')}\` or the ledger has one tried again.`,
    address: `${baseUrl}${ledgerPage({ ctx })}`,
  };
}
