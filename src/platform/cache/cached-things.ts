/** What a write makes old; the triggers of the migrations say which tables raise which of them. */
export type CacheTag = 'analyses' | 'calls' | 'matches' | 'people' | 'records' | 'workspace';

export interface CachedThing {
  readonly what: string;
  readonly lifetimeSeconds: number;
  /** How it becomes new before that. */
  readonly refreshed: string;
  /** Writes of these make it old; where the reader sees only a part, writes that change what is seen do so as well. */
  readonly tags: readonly CacheTag[];
  /** How many are kept in a process; of more, those that were used longest ago go. */
  readonly most: number;
}

/** Everything that is kept for a while in place of being read or asked for again. */
export const cachedThings = {
  'crm-record': {
    what: 'A deal with its company, contacts, owner and stage, and what its fields take.',
    lifetimeSeconds: 300,
    refreshed: 'The next reading after a record, a tie or a definition of the mirror was written.',
    tags: ['records'],
    most: 1000,
  },
  insights: {
    what: 'The report of a call, each claim checked against the turns.',
    lifetimeSeconds: 900,
    refreshed: 'The next reading after a call, a turn, an analysis, a claim or an artifact was written.',
    tags: ['analyses', 'calls'],
    most: 200,
  },
  'user-context': {
    what: 'What a question is read against: currency, time zone, settings and stages.',
    lifetimeSeconds: 1800,
    refreshed: 'The next question after the settings or a definition of the mirror were written.',
    tags: ['records', 'workspace'],
    most: 1000,
  },
  'call-summary': {
    what: 'Topics and sentiment of a call.',
    lifetimeSeconds: 1800,
    refreshed: 'The next reading after a call or an analysis was written.',
    tags: ['analyses', 'calls'],
    most: 5000,
  },
  'competitive-data': {
    what: 'The competitors that are named in calls.',
    lifetimeSeconds: 3600,
    refreshed: 'The next question after a call, an analysis or the settings were written.',
    tags: ['analyses', 'calls', 'workspace'],
    most: 200,
  },
  'model-answer': {
    what: 'The answer of a language model to exactly this: models, masked texts, schema and length.',
    lifetimeSeconds: 7200,
    refreshed: 'By its age alone: another text, model or setting is another question.',
    tags: [],
    most: 500,
  },
} as const satisfies Readonly<Record<string, CachedThing>>;

export type CachedKind = keyof typeof cachedThings;

/** How long the longest of them is good. */
export const longestLifetimeSeconds: number = Math.max(
  ...Object.values(cachedThings).map(({ lifetimeSeconds }) => lifetimeSeconds),
);
