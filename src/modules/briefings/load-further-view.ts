import type { NotificationView, SubjectOfNotification } from '#modules/notifications';
import { readTriggeredMessage } from '#modules/triggers';
import { loadCommitment } from './load-commitment.ts';
import { loadDealBrief } from './load-deal-brief.ts';
import { loadDigest } from './load-digest.ts';
import { loadRiskWarning } from './load-risk-warning.ts';

/** What is told of several things together: promises, warnings, the day, a deal, an event of another system. Null where it is gone. */
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
    case 'outside_message':
      return loadOutsideMessage(question);
    default:
      return null;
  }
}

async function loadOutsideMessage({ ctx, subject }: SubjectOfNotification): Promise<NotificationView | null> {
  const { inboxId, position } = subject;
  if (inboxId === undefined || position === undefined) return null;
  const message = await readTriggeredMessage({ ctx, input: { inboxId, position } });
  return message === null ? null : { kind: 'outside_message', ...message };
}
