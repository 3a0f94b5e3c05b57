export { createSlackListeners } from './create-slack-listeners.ts';
export { type KeptDelivery, processDelivery } from './process-delivery.ts';
export type {
  CallLine,
  DealFilters,
  DealLine,
  DealQuestion,
  Decided,
  DecisionsWaiting,
  LinkedPerson,
  SlackServices,
  WaitingLine,
  WrittenSet,
} from './slack-services.ts';
export type { SlackSurface } from './slack-surface.ts';
