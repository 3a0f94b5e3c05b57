export { outboxSignal, publish } from './publish.ts';
export type { PublishedEvent } from './published-event.ts';
export {
  type FeedEvent,
  type FeedPlace,
  headOfFeed,
  mendFeed,
  readEventMessage,
  readEventsBetween,
  readFeed,
} from './read-feed.ts';
export {
  type Dispatcher,
  type DispatcherOptions,
  type Subscriber,
  startDispatcher,
} from './start-dispatcher.ts';
export { sweepOutbox } from './sweep-outbox.ts';
