import { SophiaError } from '#platform/errors';
import type { NotificationReaders, SubjectOfNotification } from '../notification-context.ts';
import type { NotificationView } from '../views.ts';
import { findAccount } from './find-account.ts';
import { loadApproval } from './load-approval.ts';
import { loadCallSummary } from './load-call-summary.ts';
import { loadContradiction } from './load-contradiction.ts';
import { loadDeadLetters } from './load-dead-letters.ts';
import { loadDrift } from './load-drift.ts';
import { loadGap } from './load-gap.ts';
import { loadWebhookDisabled } from './load-webhook-disabled.ts';

/** Reads a view of the kinds that several modules together make: warnings, commitments, digests, briefs. */
type FurtherLoader = (question: SubjectOfNotification) => Promise<NotificationView | null>;

/** Reads what notifications say out of the modules that know it; what is gone there is told to nobody. */
export function createNotificationReaders({
  baseUrl,
  loadFurther,
}: {
  /** Where people open Sophia's own pages, without a slash at the end; known once the server listens. */
  baseUrl: () => string;
  loadFurther: FurtherLoader;
}): NotificationReaders {
  return {
    accountOf: (question) => orNull(() => findAccount(question)).then((account) => account ?? unknownAccount),
    loadView: (question) => orNull(() => load({ question, baseUrl: baseUrl(), loadFurther })),
  };
}

const unknownAccount = { recordId: null, companyName: null, ownerEmail: null, teams: [] } as const;

function load({
  question,
  baseUrl,
  loadFurther,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
  loadFurther: FurtherLoader;
}): Promise<NotificationView | null> {
  switch (question.kind) {
    case 'call_summary':
      return loadCallSummary({ question, baseUrl });
    case 'approval_request':
      return loadApproval({ question, baseUrl });
    case 'contradiction':
      return loadContradiction({ question, baseUrl });
    case 'gap':
      return loadGap({ question, baseUrl });
    case 'drift':
      return loadDrift({ question, baseUrl });
    case 'webhook_disabled':
      return loadWebhookDisabled(question);
    case 'dead_letters':
      return loadDeadLetters({ question, baseUrl });
    case 'risk_warning':
    case 'commitment_due':
    case 'commitment_broken':
    case 'daily_digest':
    case 'deal_brief':
    case 'outside_message':
      return loadFurther(question);
  }
}

async function orNull<Value>(read: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SophiaError && error.code.endsWith('.not-found')) return null;
    throw error;
  }
}
