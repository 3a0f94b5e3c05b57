/** Everything that can be asked for. A verb names one of these before it does anything. */
export const actions = [
  'workspace.read',
  'workspace.configure',
  'settings.read',
  'settings.publish',
  'call.import',
  'call.read',
  'analysis.run',
  'analysis.read',
  'analysis.preview',
  'tracker.create',
  'tracker.read',
  'tracker.preview',
  'system.read',
  'upkeep.run',
  'inbox.receive',
  'inbox.process',
  'inbox.read',
  'call.remove',
  'crm.read',
  'crm.sync',
  'duplicate.read',
  'duplicate.dismiss',
  'person.read',
  'person.match',
  'person.correct',
  'match.run',
  'match.correct',
  'change_set.propose',
  'change_set.read',
  'change_set.decide',
  'change_set.apply',
  'change_set.undo',
  'policy.read',
  'policy.configure',
  'policy.note',
  'settings.note',
  'notification.request',
  'notification.send',
  'notification.configure',
  'notification.read',
  'channel.read',
  'channel.manage',
  'interaction.record',
  'ledger.record',
  'ledger.read',
  'commitment.track',
  'commitment.read',
  'commitment.settle',
  'contradiction.track',
  'contradiction.read',
  'contradiction.resolve',
  'warning.track',
  'warning.read',
  'warning.preview',
  'pipeline.freeze',
  'quota.manage',
  'session.open',
  'session.read',
  'session.end',
  'user.read',
  'user.manage',
  'key.read',
  'key.create',
  'key.revoke',
  'service_key.manage',
  'audit.read',
  'secret.manage',
  'secret.keep',
  'personal_data.unmask',
  'webhook.manage',
  'webhook.read',
  'webhook.deliver',
  'event.read',
  'document.read',
  'document.manage',
  'search.run',
  'search.index',
  'search.read',
  'assistant.ask',
  'assistant.rate',
  'assistant.share',
  'assistant.read',
] as const;

export type Action = (typeof actions)[number];

/** What an action is done to. `id` is null for a list or for something that does not exist yet. */
export interface Resource {
  readonly type:
    | 'workspace'
    | 'call'
    | 'batch'
    | 'analysis'
    | 'tracker'
    | 'system'
    | 'inbox_event'
    | 'crm_record'
    | 'duplicate'
    | 'person'
    | 'change_set'
    | 'change'
    | 'policy'
    | 'notification'
    | 'interaction'
    | 'ledger'
    | 'commitment'
    | 'contradiction'
    | 'warning'
    | 'pipeline'
    | 'user'
    | 'team'
    | 'territory'
    | 'session'
    | 'key'
    | 'audit'
    | 'secret'
    | 'personal_data'
    | 'webhook'
    | 'event'
    | 'document'
    | 'quota'
    | 'search'
    | 'answer';
  readonly id: string | null;
}
