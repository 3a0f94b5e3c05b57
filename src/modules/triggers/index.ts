export { matchTriggers } from './match-triggers.ts';
export { readOutsideEvent } from './read-outside-event.ts';
export { readTriggers } from './read-triggers.ts';
export type { Trigger } from './schema.ts';
export { startTriggered } from './start-triggered.ts';
