import type { TriggerFile } from '#modules/triggers';

/** For a test in which no other system starts anything. */
export const noTriggers: TriggerFile = {
  file: 'triggers.yaml',
  isOn: false,
  read: () => ({ rules: [], fault: null }),
};
