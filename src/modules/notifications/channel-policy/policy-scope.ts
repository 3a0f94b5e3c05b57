const ofAll = 'channel_policy';

/** Under which name the policy of a channel is kept beside the settings of notifications; null is that of all. */
export function policyScope(channelId: string | null): string {
  return channelId === null ? ofAll : `${ofAll}:${channelId}`;
}

/** The channel that such a name stands for; null for all. */
export function channelOfScope(scope: string): string | null {
  return scope === ofAll ? null : scope.slice(ofAll.length + 1);
}
