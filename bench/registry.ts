import { benchAnalysis } from './analysis.ts';
import { benchFiles } from './files.ts';
import { benchGrowth } from './growth.ts';
import { benchHistory } from './history.ts';
import { benchLimits } from './limits.ts';
import { benchLive } from './live.ts';
import type { BenchRow } from './measure.ts';
import { benchMemory } from './memory.ts';
import { benchPipeline } from './pipeline.ts';
import { benchReading } from './reading.ts';
import { benchRest } from './rest.ts';
import { benchRestGrowth } from './rest-growth.ts';
import { benchSearch } from './search.ts';
import { benchStoring } from './storing.ts';
import { benchTrackers } from './trackers.ts';

/** What a run may be told. */
export interface BenchOptions {
  /** How many files the benchmark of that name imports. */
  readonly files: number;
}

type Benchmarks = Record<string, (options: BenchOptions) => Promise<readonly BenchRow[]>>;

/** What is run only where `--only` names it: the whole of the others has to end within 15 minutes. */
export const longBenchmarks: Benchmarks = { files: benchFiles };

/** Every other benchmark by the name that `--only` takes. */
export const benchmarks: Benchmarks = {
  analysis: benchAnalysis,
  reading: benchReading,
  storing: benchStoring,
  trackers: benchTrackers,
  growth: benchGrowth,
  memory: benchMemory,
  pipeline: benchPipeline,
  limits: benchLimits,
  search: benchSearch,
  history: benchHistory,
  live: benchLive,
  rest: benchRest,
  'rest-growth': benchRestGrowth,
};
