export { noteForSearch } from './note-for-search.ts';
export { type ProposedFromHistory, proposeFromHistory } from './propose-from-history.ts';
export { schedulesFor, startWorker, type Worker, type WorkerOptions } from './start-worker.ts';
export type { WorkContext } from './workflow-dependencies.ts';
