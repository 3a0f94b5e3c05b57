import type { AnalysisReport } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { joinRepeats } from './join-repeats.ts';
import { loadLaterCalls } from './load-later-calls.ts';
import type { PromiseScope } from './promise-scope.ts';
import { settleByActivities } from './settle-by-activities.ts';
import { settleByCall } from './settle-by-call.ts';
import { writePromises } from './write-promises.ts';

export interface TrackCommitmentsInput extends PromiseScope {
  readonly report: AnalysisReport;
}

interface Tracked {
  readonly made: number;
  readonly kept: number;
  readonly broken: number;
}

/**
 * Writes down what both sides promise in a call, drops what it promises no more, and settles promises of the same deal or
 * company, with both quotes: those of earlier calls by this one, its own by later ones that came in before it, and both by
 * what was done in the CRM. A promise that is said again is followed once. Doing it twice changes nothing.
 */
export async function trackCommitments({ ctx, input }: Verb<TrackCommitmentsInput>): Promise<Tracked> {
  authorise({ ctx, action: 'commitment.track', resource: { type: 'commitment', id: null } });
  const { report, ...scope } = input;
  const { callId } = report.envelope;
  const { made, withdrawn, openHere } = await transact({ ctx }, async (inner) =>
    writePromises({ ctx: inner, report, scope }),
  );
  const { date, startedAt, turns } = report.result.call;
  const later = openHere === 0 ? [] : await loadLaterCalls({ ctx, callId, startedAt, scope });
  return transact({ ctx }, async (inner) => {
    const settled = [];
    for (const call of [{ callId, date, startedAt, turns }, ...later]) {
      settled.push(...(await settleByCall({ ctx: inner, call, scope })));
    }
    await joinRepeats({ ctx: inner, scope });
    const { dealRecordId } = scope;
    const done =
      dealRecordId === null ? [] : (await settleByActivities({ ctx: inner, dealRecordIds: [dealRecordId] })).settled;
    const kept = settled.filter((outcome) => outcome === 'kept').length;
    const tracked = { made, kept: kept + done.length, broken: settled.length - kept };
    if (made + withdrawn + settled.length + done.length > 0) {
      const resource = { type: 'call', id: callId } as const;
      await audit({ ctx: inner, action: 'commitments.tracked', resource, details: { ...tracked, withdrawn } });
    }
    return tracked;
  });
}
