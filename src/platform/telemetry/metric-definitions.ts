const workSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const costUsd = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
const querySeconds = [0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];

/** Every metric there is, named `sophia_<thing>_<unit>`. Labels hold names from short lists, never ids or texts. */
export const metricDefinitions = {
  httpRequestDuration: {
    kind: 'histogram',
    name: 'sophia_http_request_duration_seconds',
    help: 'How long requests took, by route pattern and status code.',
    labels: ['method', 'route', 'status'],
    buckets: workSeconds,
  },
  callsImported: {
    kind: 'counter',
    name: 'sophia_calls_imported_total',
    help: 'Files that were read, by format and outcome (created, changed, unchanged, failed).',
    labels: ['format', 'outcome'],
  },
  callsAnalyzed: {
    kind: 'counter',
    name: 'sophia_calls_analyzed_total',
    help: 'Calls that were analyzed, by engine and outcome (stored, failed).',
    labels: ['engine', 'outcome'],
  },
  analysisDuration: {
    kind: 'histogram',
    name: 'sophia_analysis_duration_seconds',
    help: 'How long one call took to analyze and verify, by engine.',
    labels: ['engine'],
    buckets: workSeconds,
  },
  claimsKept: {
    kind: 'counter',
    name: 'sophia_claims_kept_total',
    help: 'Claims that the verifier passed, by engine.',
    labels: ['engine'],
  },
  claimsRefused: {
    kind: 'counter',
    name: 'sophia_claims_refused_total',
    help: 'Claims that the verifier refused, by engine and reason.',
    labels: ['engine', 'reason'],
  },
  modelRequests: {
    kind: 'counter',
    name: 'sophia_model_requests_total',
    help: 'Requests to language models, by provider, model and outcome (an error code, or answered).',
    labels: ['provider', 'model', 'outcome'],
  },
  modelTokens: {
    kind: 'counter',
    name: 'sophia_model_tokens_total',
    help: 'Tokens sent to and received from language models, by direction (input, output).',
    labels: ['provider', 'model', 'direction'],
  },
  modelCost: {
    kind: 'counter',
    name: 'sophia_model_cost_usd_total',
    help: 'What language models cost, as far as prices are known, in US dollars.',
    labels: ['provider', 'model'],
  },
  vendorRequestDuration: {
    kind: 'histogram',
    name: 'sophia_vendor_request_duration_seconds',
    help: 'How long requests to other services took, by host and outcome (a status code or an error code).',
    labels: ['host', 'outcome'],
    buckets: workSeconds,
  },
  vendorDayUsed: {
    kind: 'gauge',
    name: 'sophia_vendor_day_used_ratio',
    help: 'How much of the requests that a service outside allows on a day (UTC) is used, by host, as this process counted it last.',
    labels: ['host'],
  },
  crmSync: {
    kind: 'counter',
    name: 'sophia_crm_sync_total',
    help: 'What was brought from one system into another, by source, target and outcome.',
    labels: ['source', 'target', 'status'],
  },
  deadLetters: {
    kind: 'counter',
    name: 'sophia_dead_letters_total',
    help: 'Events that failed in every try and became dead letters, by source (gong, hubspot, slack, events) and error code.',
    labels: ['source', 'code'],
  },
  slackInteractions: {
    kind: 'counter',
    name: 'sophia_slack_interactions_total',
    help: 'What people did in Slack, by kind (command, action, form, mention, message, home) and whether it was carried out.',
    labels: ['interaction_type', 'success'],
  },
  workflowRuns: {
    kind: 'counter',
    name: 'sophia_workflow_runs_total',
    help: 'Workflow runs that ended, by workflow and outcome (succeeded, failed).',
    labels: ['workflow', 'outcome'],
  },
  databaseQueryDuration: {
    kind: 'histogram',
    name: 'sophia_database_query_duration_seconds',
    help: 'How long database queries took, by kind of database (embedded, server).',
    labels: ['kind'],
    buckets: querySeconds,
  },
  cacheReads: {
    kind: 'counter',
    name: 'sophia_cache_reads_total',
    help: 'What was asked of the cache, by kind and outcome (hit, miss, changed: kept, and old by a write).',
    labels: ['kind', 'outcome'],
  },
  cacheFill: {
    kind: 'gauge',
    name: 'sophia_cache_fill_ratio',
    help: 'How much of its room in this process each kind fills.',
    labels: ['kind'],
  },
  cacheSavings: {
    kind: 'counter',
    name: 'sophia_cache_savings_usd_total',
    help: 'What answers of language models would have cost that were kept, as far as prices are known, in US dollars.',
    labels: ['provider', 'model'],
  },
  answers: {
    kind: 'counter',
    name: 'sophia_answers_total',
    help: 'Questions that were answered, by kind of question (planned: by a model; none: not known), channel and outcome.',
    labels: ['intent', 'channel', 'outcome'],
  },
  answerFirstWordDuration: {
    kind: 'histogram',
    name: 'sophia_answer_first_word_duration_seconds',
    help: 'How long whoever asked waited for the first word of an answer, by channel and mode (rules, model).',
    labels: ['channel', 'mode'],
    buckets: workSeconds,
  },
  answerDuration: {
    kind: 'histogram',
    name: 'sophia_answer_duration_seconds',
    help: 'How long an answer took to its end, by channel and mode (rules, model).',
    labels: ['channel', 'mode'],
    buckets: workSeconds,
  },
  answerCost: {
    kind: 'histogram',
    name: 'sophia_answer_cost_usd',
    help: 'What language models cost for one answer that asked some, as far as prices are known, in US dollars.',
    labels: ['channel'],
    buckets: costUsd,
  },
  searches: {
    kind: 'counter',
    name: 'sophia_searches_total',
    help: 'Searches, by mode (words, words_and_likeness) and outcome (found, why nothing was found, failed).',
    labels: ['mode', 'outcome'],
  },
  searchDuration: {
    kind: 'histogram',
    name: 'sophia_search_duration_seconds',
    help: 'How long a search took, by mode (words, words_and_likeness).',
    labels: ['mode'],
    buckets: workSeconds,
  },
  liveClients: {
    kind: 'gauge',
    name: 'sophia_live_connected_clients',
    help: 'Who is connected to the live events of this process.',
    labels: [],
  },
  liveConnections: {
    kind: 'counter',
    name: 'sophia_live_connections_total',
    help: 'Connections to the live events, by what became of them (joined, refused for want of room; dropped: slow, silent, policy, unforeseen, stopping).',
    labels: ['outcome'],
  },
  liveSubscriptions: {
    kind: 'counter',
    name: 'sophia_live_subscriptions_total',
    help: 'Subscriptions to live events, by where they begin (new: at what comes next; resumed: after an event that was had).',
    labels: ['start'],
  },
  liveEventsSent: {
    kind: 'counter',
    name: 'sophia_live_events_sent_total',
    help: 'Events that were sent to clients of the live events.',
    labels: [],
  },
  dependencyHealth: {
    kind: 'gauge',
    name: 'sophia_dependency_health_ratio',
    help: 'The state of each dependency: 1 healthy, 0.5 degraded, 0 unhealthy.',
    labels: ['dependency'],
  },
} as const;

export type MetricName = keyof typeof metricDefinitions;

/** What a metric's name must look like: the thing, then its unit. */
export const metricNamePattern = /^sophia(_[a-z]+)+_(seconds|bytes|ratio|usd|clients|total)(?<!_total_total)$/;
