export { listTriggers, type TriggerContext } from './list-triggers.ts';
export { matchTriggers } from './match-triggers.ts';
export { openTriggerFile, type TriggerFile } from './open-trigger-file.ts';
export { readOutsideEvent } from './read-outside-event.ts';
export { readTriggeredMessage } from './read-triggered-message.ts';
export { readTriggers } from './read-triggers.ts';
export type { Trigger, TriggeredStart } from './schema.ts';
export { startTriggered } from './start-triggered.ts';
export { type TriedTrigger, tryTriggers } from './try-triggers.ts';
