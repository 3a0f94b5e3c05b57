export { addTracker } from './add-tracker.ts';
export { asksForMatches } from './asks-for-matches.ts';
export type { TrackerContext } from './assert-answerable.ts';
export { listAppliedTrackers } from './list-applied-trackers.ts';
export { listTrackers } from './list-trackers.ts';
export { previewTracker } from './preview-tracker.ts';
export { trackers } from './tables.ts';
