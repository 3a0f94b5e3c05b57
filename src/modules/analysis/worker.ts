import { analysisTasks } from './tasks.ts';

/** The entry of an analysis thread: each named export is a task that the pool can run. */
export const { analyzeByRules, composeByRules, composeAnalysis, ping } = analysisTasks;
