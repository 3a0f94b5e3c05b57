import type { ConnectedChangeContext } from '#modules/changesets';

/** Counts records of the CRM as they were found. Called inside a step: a run that is gone through again reads nothing. */
export function countRead({
  ctx,
  read,
  changed,
  vanished,
}: {
  ctx: ConnectedChangeContext;
  read: number;
  changed: number;
  vanished: number;
}): void {
  const counts = { changed, unchanged: Math.max(0, read - changed - vanished), vanished };
  for (const [status, count] of Object.entries(counts)) {
    if (count > 0) ctx.countSync?.({ source: 'hubspot', target: 'sophia', status, count });
  }
}
