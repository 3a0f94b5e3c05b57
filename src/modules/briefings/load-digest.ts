import { listChangeSets } from '#modules/changesets';
import { listCommitments } from '#modules/commitments';
import { ledgerPage, listGaps, listLedgerDays } from '#modules/ledger';
import type { DailyDigestView } from '#modules/notifications';
import { listWarnings, warningNames } from '#modules/warnings';
import { type BriefingOptions, reportAddress } from './briefing-options.ts';

const most = 5;

/** What a day brought, and what waits at its end. */
export async function loadDigest({ ctx, baseUrl, day }: BriefingOptions & { day: string }): Promise<DailyDigestView> {
  const { days } = await listLedgerDays({ ctx, input: { since: day } });
  const today = days.filter((one) => one.day === day);
  const { changeSets } = await listChangeSets({ ctx, input: { limit: 200, beforeId: null } });
  const changes = changeSets.flatMap((set) => set.changes.map((change) => ({ set, change })));
  const waiting = changes.filter(({ change }) => change.state === 'waiting');
  const applied = changes.filter(({ change }) => change.appliedAt?.startsWith(day) === true);
  const due = await listCommitments({ ctx, input: { state: 'open', dealRecordId: null, dueBy: day, limit: most } });
  const { gaps } = await listGaps({ ctx, input: { limit: most } });
  const standing = await listWarnings({ ctx, input: { recordId: null, kind: null, standing: true, limit: 200 } });
  const warnings = standing.warnings.filter(({ raisedAt }) => raisedAt.startsWith(day));
  const address = `${baseUrl}${ledgerPage({ ctx })}`;
  return {
    kind: 'daily_digest',
    day,
    calls: today.reduce((sum, one) => sum + one.received, 0),
    changesApplied: applied.length,
    waiting: waiting.slice(0, most).map(({ set, change }) => ({
      text: `${set.title}: ${change.rule}`,
      address: set.callId === null ? null : reportAddress({ ctx, baseUrl, callId: set.callId }),
    })),
    commitmentsDue: due.commitments.map(({ owner, text, callId, evidence }) => ({
      text: `${owner}: ${text}`,
      address: reportAddress({ ctx, baseUrl, callId, turn: evidence.turn }),
    })),
    warnings: warnings.slice(0, most).map(({ kind, deal, explanation }) => ({
      text: `${deal ?? 'A deal'}: ${warningNames[kind]}. ${explanation}`,
      address: null,
    })),
    gaps: gaps.map(({ title, externalId, detail }) => ({ text: `${title ?? externalId}: ${detail}`, address })),
    address,
  };
}
