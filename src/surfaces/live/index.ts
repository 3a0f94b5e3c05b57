export { createLiveHub, type LiveHub, type LiveHubOptions } from './create-live-hub.ts';
export { closeCodes } from './live-event.ts';
export type { LiveWatch } from './live-watch.ts';
