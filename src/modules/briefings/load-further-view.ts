import type { NotificationView, SubjectOfNotification } from '#modules/notifications';
import { loadCommitment } from './load-commitment.ts';
import { loadDealBrief } from './load-deal-brief.ts';
import { loadDigest } from './load-digest.ts';
import { loadRiskWarning } from './load-risk-warning.ts';

/** What is told of several things together: promises, warnings, the day, a deal. Null where it is gone. */
export async function loadFurtherView({
  question,
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<NotificationView | null> {
  const { ctx, kind, subject } = question;
  const { commitmentId, recordId, warningId, day, startsAt = null } = subject;
  switch (kind) {
    case 'commitment_due':
    case 'commitment_broken':
      return commitmentId === undefined ? null : loadCommitment({ ctx, baseUrl, commitmentId });
    case 'risk_warning':
      return warningId === undefined ? null : loadRiskWarning({ ctx, baseUrl, warningId });
    case 'deal_brief':
      return recordId === undefined ? null : loadDealBrief({ ctx, baseUrl, recordId, startsAt });
    case 'daily_digest':
      return day === undefined ? null : loadDigest({ ctx, baseUrl, day });
    default:
      return null;
  }
}
