export { outboxSignal, publish } from './publish.ts';
export type { PublishedEvent } from './published-event.ts';
export {
  type FeedEvent,
  type FeedPlace,
  findPlace,
  headOfFeed,
  mendFeed,
  readEventMessage,
  readEventsBetween,
  readFeed,
  startOfFeed,
} from './read-feed.ts';
export {
  type Dispatcher,
  type DispatcherOptions,
  type Subscriber,
  startDispatcher,
} from './start-dispatcher.ts';
export { sweepOutbox } from './sweep-outbox.ts';
