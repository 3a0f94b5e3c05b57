const retryEveryMs = 24 * 3_600_000;
const longestRetries = 7;

/** When a call for which something was not found is looked at again: daily for seven days, then null. */
export function nextTryOf({ attempts, triedAt }: { attempts: number; triedAt: Date }): Date | null {
  return attempts <= longestRetries ? new Date(triedAt.getTime() + retryEveryMs) : null;
}
