import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricDefinitions } from './metric-definitions.ts';

type Definitions = typeof metricDefinitions;
type Label<Name extends keyof Definitions> = Definitions[Name]['labels'][number];

/** What the process counts and measures, each under a name from metric-definitions.ts. */
export type Metrics = {
  readonly [Name in keyof Definitions]: Definitions[Name]['kind'] extends 'counter'
    ? Counter<Label<Name>>
    : Definitions[Name]['kind'] extends 'gauge'
      ? Gauge<Label<Name>>
      : Histogram<Label<Name>>;
} & {
  /** Everything in the text format of Prometheus. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
};

/** Fresh metrics on a registry of their own, all at zero, with the memory and processor time of this process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  addProcessMetrics(registry);
  const registers = [registry];
  const define = metricDefinitions;
  return {
    httpRequestDuration: new Histogram(withRegistry(define.httpRequestDuration, registers)),
    callsImported: new Counter(withRegistry(define.callsImported, registers)),
    callsAnalyzed: new Counter(withRegistry(define.callsAnalyzed, registers)),
    analysisDuration: new Histogram(withRegistry(define.analysisDuration, registers)),
    claimsKept: new Counter(withRegistry(define.claimsKept, registers)),
    claimsRefused: new Counter(withRegistry(define.claimsRefused, registers)),
    modelRequests: new Counter(withRegistry(define.modelRequests, registers)),
    modelTokens: new Counter(withRegistry(define.modelTokens, registers)),
    modelCost: new Counter(withRegistry(define.modelCost, registers)),
    vendorRequestDuration: new Histogram(withRegistry(define.vendorRequestDuration, registers)),
    vendorDayUsed: new Gauge(withRegistry(define.vendorDayUsed, registers)),
    crmSync: new Counter(withRegistry(define.crmSync, registers)),
    deadLetters: new Counter(withRegistry(define.deadLetters, registers)),
    slackInteractions: new Counter(withRegistry(define.slackInteractions, registers)),
    workflowRuns: new Counter(withRegistry(define.workflowRuns, registers)),
    databaseQueryDuration: new Histogram(withRegistry(define.databaseQueryDuration, registers)),
    cacheReads: new Counter(withRegistry(define.cacheReads, registers)),
    cacheFill: new Gauge(withRegistry(define.cacheFill, registers)),
    cacheSavings: new Counter(withRegistry(define.cacheSavings, registers)),
    answers: new Counter(withRegistry(define.answers, registers)),
    answerFirstWordDuration: new Histogram(withRegistry(define.answerFirstWordDuration, registers)),
    answerDuration: new Histogram(withRegistry(define.answerDuration, registers)),
    answerCost: new Histogram(withRegistry(define.answerCost, registers)),
    searches: new Counter(withRegistry(define.searches, registers)),
    searchDuration: new Histogram(withRegistry(define.searchDuration, registers)),
    liveClients: new Gauge(withRegistry(define.liveClients, registers)),
    liveConnections: new Counter(withRegistry(define.liveConnections, registers)),
    liveSubscriptions: new Counter(withRegistry(define.liveSubscriptions, registers)),
    liveEventsSent: new Counter(withRegistry(define.liveEventsSent, registers)),
    dependencyHealth: new Gauge(withRegistry(define.dependencyHealth, registers)),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

interface MetricDefinition<LabelName extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly LabelName[];
  readonly buckets?: readonly number[];
}

function withRegistry<LabelName extends string>(definition: MetricDefinition<LabelName>, registers: Registry[]) {
  const { name, help, labels, buckets } = definition;
  return { name, help, labelNames: labels, registers, ...(buckets === undefined ? {} : { buckets: [...buckets] }) };
}

function addProcessMetrics(registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'sophia_process_resident_memory_bytes',
    help: 'Memory that the process occupies.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'sophia_process_heap_used_bytes',
    help: 'Memory that JavaScript objects occupy.',
    registers,
    collect() {
      this.set(process.memoryUsage().heapUsed);
    },
  });
  new Gauge({
    name: 'sophia_process_uptime_seconds',
    help: 'How long the process has been running.',
    registers,
    collect() {
      this.set(process.uptime());
    },
  });
  new Gauge({
    name: 'sophia_process_processor_seconds',
    help: 'Processor time that the process has used.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1_000_000);
    },
  });
}
