import type { WarningKind } from '#contracts';

/** The warnings that go by limits; the others hold whatever the limits are. */
export const limitedKinds = [
  'no_activity',
  'no_next_step',
  'close_date_pushed',
  'stuck_in_stage',
  'single_threaded',
  'ghosted',
] as const satisfies readonly WarningKind[];
