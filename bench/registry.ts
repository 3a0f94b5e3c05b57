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
import { benchRest, benchRestServer } from './rest.ts';
import { benchSearch, benchSearchServer } from './search.ts';
import { benchStoring } from './storing.ts';
import { benchTrackers } from './trackers.ts';

/** What a run may be told. */
export interface BenchOptions {
  /** How many files the benchmark of that name imports. */
  readonly files: number;
}

interface Benchmark {
  /** For `--help`. */
  readonly what: string;
  readonly run: (options: BenchOptions) => Promise<readonly BenchRow[]>;
}

type Benchmarks = Readonly<Record<string, Benchmark>>;

/** What is run only where `--only` names it: the whole of the others has to end within 15 minutes. */
export const longBenchmarks: Benchmarks = {
  files: { what: 'one import of many files, one of a hundred of them bad', run: benchFiles },
  history: { what: 'the part of pipeline about a long history, by itself', run: benchHistory },
  'rest-server': { what: 'rest on a PostgreSQL server', run: benchRestServer },
  'search-server': { what: 'search on a PostgreSQL server', run: benchSearchServer },
};

/** Every other benchmark by the name that `--only` takes. */
export const benchmarks: Benchmarks = {
  analysis: { what: 'one hour by rules beside the libraries they use', run: benchAnalysis },
  reading: { what: 'how reading grows with the input', run: benchReading },
  storing: { what: 'verifying and storing one hour beside analyzing it', run: benchStoring },
  trackers: { what: 'a thousand keyword trackers over one hour', run: benchTrackers },
  growth: { what: 'a call among 1,000; reads of the API among 1,000 and 100,000 calls', run: benchGrowth },
  memory: { what: 'the whole process, 30 s after the example data', run: benchMemory },
  pipeline: { what: 'from a call in Gong to HubSpot and Slack, and behind 20,000 calls', run: benchPipeline },
  limits: { what: "how much of the vendors' limits is used", run: benchLimits },
  search: { what: 'search over up to 100,000 chunks beside exact search', run: benchSearch },
  live: { what: 'events to 2,000 clients, also behind 100,000 events', run: benchLive },
  rest: { what: 'reads of the API beside a bare route', run: benchRest },
};
