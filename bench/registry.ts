import { benchAnalysis } from './analysis.ts';
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

/** Every benchmark by the name that `--only` takes. */
export const benchmarks = {
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
} as const satisfies Record<string, () => Promise<readonly BenchRow[]>>;
