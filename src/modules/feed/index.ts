export { openFeed } from './open-feed.ts';
export { readFeedPage } from './read-feed-page.ts';
export { seenEvents } from './seen-events.ts';
export { comparePlaces, toCursor } from './to-cursor.ts';
