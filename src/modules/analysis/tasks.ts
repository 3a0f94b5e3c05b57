import type { Analysis, AnalysisInput, EngineMark, Findings } from '#contracts';
import { analyzeByRules } from './analyze-by-rules.ts';
import { type ComposeOptions, composeAnalysis } from './compose-analysis.ts';

/** The work that is done in threads: each a pure function of plain data. */
export const analysisTasks = {
  analyzeByRules: ({ input }: { input: AnalysisInput }): Findings => analyzeByRules({ input }),
  composeByRules: ({ input, engine }: { input: AnalysisInput; engine: EngineMark }): Analysis =>
    composeAnalysis({ ...input, engine, findings: analyzeByRules({ input }), unlocated: [] }),
  composeAnalysis: (options: ComposeOptions): Analysis => composeAnalysis(options),
  /** Says that a thread starts and answers. */
  ping: (): 'pong' => 'pong',
} as const;

export type AnalysisTasks = typeof analysisTasks;
