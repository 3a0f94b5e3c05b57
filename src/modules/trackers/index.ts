export { addTracker } from './add-tracker.ts';
export type { TrackerContext } from './assert-answerable.ts';
export { listTrackers } from './list-trackers.ts';
export { previewTracker } from './preview-tracker.ts';
export { trackers } from './tables.ts';
