import type { CallKind, Deal } from '../schema.ts';

/** The course that a deal has taken until today. */
export interface Archetype {
  readonly name: string;
  readonly count: number;
  readonly kind: Deal['kind'];
  readonly calls: readonly CallKind[];
  /** How long ago the last call was, in days. */
  readonly lastCall: readonly [number, number];
  /** What comes next, if the buyer still answers, and how likely it stands in the calendar. */
  readonly upcoming: readonly [CallKind, number] | null;
  /** Where a careful owner has the deal today. */
  readonly stage: string;
  /** Plots that fit: a share of the deals gets each. */
  readonly plots: readonly ('contradiction' | 'champion_left' | 'single_threaded' | 'silent' | 'pushed' | 'passed')[];
  /** Whose deal it is: an account of its own, or one that is a customer by another deal. */
  readonly account: 'own' | 'customer' | 'renewing' | 'unknown';
  /** Calls of customers in calm water, and of strangers whom the CRM does not know, belong to no deal. */
  readonly hasDeal: boolean;
}

const none: Archetype['plots'] = [];

export const archetypes: readonly Archetype[] = [
  make('new', 5, ['cold_call'], { lastCall: [2, 9], upcoming: ['discovery', 0.8], stage: 'appointmentscheduled' }),
  make('idea', 6, [], { kind: 'expansion', lastCall: [0, 0], stage: 'appointmentscheduled', account: 'customer' }),
  make('qualified', 10, ['discovery'], {
    lastCall: [3, 16],
    upcoming: ['demo', 0.4],
    stage: 'qualifiedtobuy',
    plots: ['pushed', 'passed'],
  }),
  make('evaluating', 6, ['discovery', 'demo'], {
    lastCall: [3, 15],
    upcoming: ['pricing', 0.4],
    stage: 'presentationscheduled',
    plots: ['contradiction', 'champion_left', 'single_threaded', 'pushed'],
  }),
  make('reviewing', 5, ['discovery', 'demo', 'security_review'], {
    lastCall: [3, 10],
    upcoming: ['pricing', 0.5],
    stage: 'presentationscheduled',
    plots: ['contradiction', 'pushed'],
  }),
  make('proposed', 6, ['discovery', 'demo', 'pricing'], {
    lastCall: [3, 12],
    upcoming: ['negotiation', 0.5],
    stage: 'decisionmakerboughtin',
    plots: ['contradiction', 'champion_left', 'pushed', 'passed'],
  }),
  make('contracting', 4, ['discovery', 'demo', 'pricing', 'negotiation'], {
    lastCall: [2, 9],
    upcoming: ['negotiation', 0.4],
    stage: 'contractsent',
    plots: ['contradiction', 'champion_left', 'pushed'],
  }),
  make('won', 5, ['discovery', 'demo', 'pricing', 'negotiation', 'kickoff'], {
    lastCall: [4, 20],
    upcoming: ['check_in', 0.4],
    stage: 'closedwon',
  }),
  make('lost', 3, ['discovery', 'demo', 'pricing', 'lost'], { lastCall: [6, 35], stage: 'closedlost' }),
  make('lost-early', 2, ['discovery', 'demo', 'lost'], { lastCall: [6, 35], stage: 'closedlost' }),
  make('silent', 3, ['discovery', 'demo', 'pricing'], {
    lastCall: [24, 40],
    stage: 'decisionmakerboughtin',
    plots: ['silent', 'single_threaded', 'passed'],
  }),
  make('renewing', 5, ['check_in', 'renewal'], {
    kind: 'renewal',
    lastCall: [4, 14],
    upcoming: ['renewal', 0.5],
    stage: 'renewal_discussion',
    plots: ['contradiction'],
  }),
  make('at-risk', 2, ['check_in', 'escalation', 'renewal'], {
    kind: 'renewal',
    lastCall: [4, 10],
    upcoming: ['renewal', 0.5],
    stage: 'renewal_discussion',
    plots: ['champion_left', 'contradiction'],
  }),
  make('renewed', 2, ['check_in', 'renewal'], { kind: 'renewal', lastCall: [10, 30], stage: 'renewed' }),
  make('churned', 1, ['check_in', 'escalation', 'lost'], { kind: 'renewal', lastCall: [15, 30], stage: 'churned' }),
  make('expanding', 5, ['check_in', 'pricing'], {
    kind: 'expansion',
    lastCall: [3, 14],
    upcoming: ['negotiation', 0.4],
    stage: 'decisionmakerboughtin',
    plots: ['contradiction', 'pushed'],
    account: 'renewing',
  }),
  make('calm', 6, ['check_in'], { kind: 'renewal', lastCall: [5, 60], stage: 'closedwon', hasDeal: false }),
  make('stranger', 4, ['discovery'], {
    lastCall: [3, 50],
    stage: 'appointmentscheduled',
    account: 'unknown',
    hasDeal: false,
  }),
];

type Rest = Partial<Pick<Archetype, 'kind' | 'upcoming' | 'plots' | 'account' | 'hasDeal'>> &
  Pick<Archetype, 'lastCall' | 'stage'>;

function make(...parts: readonly [string, number, readonly CallKind[], Rest]): Archetype {
  const [name, count, calls, rest] = parts;
  return {
    name,
    count,
    calls,
    kind: 'new_business',
    upcoming: null,
    plots: none,
    account: 'own',
    hasDeal: true,
    ...rest,
  };
}
