import { z } from 'zod';
import type { DomainEventType } from '#contracts';

/** What can be followed. */
export const LiveTopic = z.enum(['calls', 'changes', 'deals', 'ledger', 'messages', 'system']);
export type LiveTopic = z.infer<typeof LiveTopic>;

/** To which topic each event belongs. */
const topics: Readonly<Record<DomainEventType, LiveTopic>> = {
  'batch.submitted': 'calls',
  'call.imported': 'calls',
  'call.analyzed': 'calls',
  'call.removed': 'calls',
  'call.matched': 'calls',
  'change_set.proposed': 'changes',
  'change_set.decided': 'changes',
  'change_set.applied': 'changes',
  'change_set.undone': 'changes',
  'change_set.undo_refused': 'changes',
  'contradiction.changed': 'deals',
  'contradiction.found': 'deals',
  'contradiction.reopened': 'deals',
  'contradiction.resolved': 'deals',
  'commitment.changed': 'deals',
  'commitment.settled': 'deals',
  'deal.changed': 'deals',
  'record.merged': 'deals',
  'warning.raised': 'deals',
  'warning.cleared': 'deals',
  'drift.found': 'ledger',
  'gap.found': 'ledger',
  'inbox.given_up': 'ledger',
  'inbox.received': 'ledger',
  'notification.requested': 'messages',
  'notification.settled': 'messages',
  'webhook.disabled': 'system',
};

/** The topic of an event. Of a type that this version does not know, nothing is in the feed. */
export function topicOf(type: string): LiveTopic {
  return Object.entries(topics).find(([known]) => known === type)?.[1] ?? 'system';
}
