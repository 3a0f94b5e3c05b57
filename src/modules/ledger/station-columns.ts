import { LedgerStation } from '#contracts';

type StationColumn =
  | 'expectedAt'
  | 'receivedAt'
  | 'storedAt'
  | 'analyzedAt'
  | 'proposedAt'
  | 'writtenAt'
  | 'announcedAt';

/** Where the time of each station stands. */
export const stationColumns = {
  expected: 'expectedAt',
  received: 'receivedAt',
  stored: 'storedAt',
  analyzed: 'analyzedAt',
  proposed: 'proposedAt',
  written: 'writtenAt',
  announced: 'announcedAt',
} as const satisfies Readonly<Record<LedgerStation, StationColumn>>;

/** What people are told of a call says nothing of what was to be written for it. */
const apart: readonly string[] = ['proposed', 'written'] satisfies LedgerStation[];

/** Whether a gap before `missing` is closed by reaching `reached`. */
export function closesGap({ missing, reached }: { missing: string; reached: LedgerStation }): boolean {
  if (reached === 'announced' && apart.includes(missing)) return false;
  const order: readonly string[] = LedgerStation.options;
  return order.indexOf(reached) >= order.indexOf(missing);
}
