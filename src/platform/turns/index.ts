export { createSharedTurns } from './create-shared-turns.ts';
