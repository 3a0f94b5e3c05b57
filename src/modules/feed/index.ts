export { comparePlaces } from './compare-places.ts';
export { openFeed } from './open-feed.ts';
export { readFeedPage } from './read-feed-page.ts';
export { seenEvents } from './seen-events.ts';
