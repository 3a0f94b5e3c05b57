import type { ChangeState, CrmSyncLogEntry } from '#contracts';

/** The words of the sync log for where an attempt has led. */
export function statusFor(state: ChangeState): CrmSyncLogEntry['status'] {
  if (state === 'applied') return 'succeeded';
  if (state === 'not_applied' || state === 'refused') return 'not_applied';
  return state === 'conflict' || state === 'waiting' ? 'conflict' : 'failed';
}
