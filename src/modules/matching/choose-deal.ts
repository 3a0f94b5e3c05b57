import type { DealCandidate } from './schema.ts';

/** A deal of the contacts or the company of a call, with what is known of it. */
export interface DealFacts {
  readonly recordId: string;
  readonly name: string | null;
  readonly createdAt: string;
  /** When it was closed; null where it is open. */
  readonly closedAt: string | null;
  readonly isWon: boolean;
  /** When somebody moved it to another stage. */
  readonly movedAt: readonly string[];
  readonly ownerId: string | null;
  /** The names of those in the call who stand on the deal. */
  readonly contactsInCall: readonly string[];
}

export interface CallFacts {
  readonly title: string | null;
  readonly startedAt: string | null;
  /** What the CRM calls the host; null where it does not know them. */
  readonly hostOwnerId: string | null;
  /** All that was said. */
  readonly words: string;
}

export type DealChoice =
  | { readonly outcome: 'chosen'; readonly deal: DealCandidate; readonly confidence: number }
  | { readonly outcome: 'none' }
  | { readonly outcome: 'ambiguous'; readonly candidates: readonly DealCandidate[] };

const clearLead = 1;
const dayMs = 24 * 3_600_000;
const closedLatelyMs = 30 * dayMs;
/** Who moves a deal to its next stage does it after the call that was about it. */
const movedAfterMs = 2 * dayMs;

/** Titles of calls by which a customer is looked after, and of those by which one is brought in. */
const careTitle = /\b(?:check-?in|support|incident|escalation|training|office hours|status|account review)\b/iu;
const startTitle = /\b(?:kick-?off|onboarding|implementation|handover|go-?live)\b/iu;
const renewalName = /\brenewal\b/iu;

/**
 * Which deal a call is about, of those that were open then or had been closed in the thirty days before: who of the
 * call stands on it counts most, then whose deal it is, what was said of it, and whether it was moved after the call.
 * Where two are as likely, nothing is guessed; a call that looks after a customer is about no deal for its people alone.
 */
export function chooseDeal({ call, deals }: { call: CallFacts; deals: readonly DealFacts[] }): DealChoice {
  const pool = deals.filter((deal) => isAlive({ deal, call }));
  const candidates = pool
    .map((deal) => weigh({ deal, call, others: pool.filter((other) => other !== deal) }))
    .sort((one, other) => other.score - one.score);
  const [best, second] = candidates;
  if (best === undefined) return { outcome: 'none' };
  if (second !== undefined && best.score - second.score < clearLead) {
    const near = candidates.filter(({ score }) => best.score - score < clearLead);
    return { outcome: 'ambiguous', candidates: near.map(({ isSpokenFor: _signs, ...candidate }) => candidate) };
  }
  if (careTitle.test(call.title ?? '') && !best.isSpokenFor) return { outcome: 'none' };
  const alone = second === undefined ? 0.1 : 0;
  const { isSpokenFor: _signs, ...deal } = best;
  return { outcome: 'chosen', deal, confidence: Math.max(0.3, Math.min(0.95, 0.6 + alone + 0.1 * best.score)) };
}

interface Weighed extends DealCandidate {
  /** Whether more speaks for it than that those in the call stand on it. */
  readonly isSpokenFor: boolean;
}

interface Weighing {
  readonly deal: DealFacts;
  readonly call: CallFacts;
  readonly others: readonly DealFacts[];
}

function weigh(weighing: Weighing): Weighed {
  const { deal, call } = weighing;
  const people = deal.contactsInCall.map((name): Sign => ({ worth: 1.5, because: `${name} stands on it` }));
  const signs = signsOf(weighing);
  const closed: Sign[] = wasClosed({ deal, call })
    ? [{ worth: -1, because: 'it had been closed before the call' }]
    : [];
  const all = [...people, ...signs, ...closed];
  return {
    recordId: deal.recordId,
    name: deal.name,
    score: all.reduce((sum, { worth }) => sum + worth, 0),
    because: all.length === 0 ? ['it belongs to the company'] : all.map(({ because }) => because),
    isSpokenFor: signs.length > 0,
  };
}

interface Sign {
  readonly worth: number;
  readonly because: string;
}

function signsOf({ deal, call, others }: Weighing): Sign[] {
  const signs: Sign[] = [];
  if (deal.ownerId !== null && deal.ownerId === call.hostOwnerId) signs.push({ worth: 1, because: 'the host owns it' });
  const shared = sharedWords({ deal: deal.name, title: call.title });
  if (shared.length > 0) {
    signs.push({ worth: 1, because: `its name and the title of the call share “${shared.join(' ')}”` });
  } else {
    const said = saidWords({ deal, call, others });
    if (said.length > 0) signs.push({ worth: 1, because: `“${said.join(' ')}” was spoken of` });
  }
  if (wasMovedAfter({ deal, call })) signs.push({ worth: 1, because: 'it came into another stage after the call' });
  if (careTitle.test(call.title ?? '') && renewalName.test(deal.name ?? '')) {
    signs.push({ worth: 1, because: 'such a call goes before a renewal' });
  }
  if (startTitle.test(call.title ?? '') && deal.isWon && wasClosed({ deal, call })) {
    signs.push({ worth: 2, because: 'it was won before the call, which begins the work' });
  }
  return signs;
}

/** Words that tell deals of one company apart, such as what is bought. */
function sharedWords({ deal, title }: { deal: string | null; title: string | null }): string[] {
  const telling = new Set(wordsOf(title).filter((word) => kinds.has(word)));
  return wordsOf(deal).filter((word) => telling.has(word));
}

const kinds: ReadonlySet<string> = new Set([
  'renewal',
  'expansion',
  'upsell',
  'pilot',
  'rollout',
  'payments',
  'collections',
]);

/** What only this deal is called, as it is written there or as a common word: “Insight”, a renewal. */
function saidWords({ deal, call, others }: Weighing): string[] {
  if (others.length === 0) return [];
  const elsewhere = new Set(others.flatMap(({ name }) => wordsOf(name)));
  const own = (deal.name ?? '').match(/\p{L}{4,}/gu) ?? [];
  return own
    .filter((word) => !elsewhere.has(word.toLowerCase()))
    .filter((word) => new RegExp(`\\b${word}\\b`, kinds.has(word.toLowerCase()) ? 'iu' : 'u').test(call.words));
}

function wordsOf(text: string | null): string[] {
  return (text ?? '').toLowerCase().match(/\p{L}+/gu) ?? [];
}

interface Pair {
  readonly deal: DealFacts;
  readonly call: CallFacts;
}

/** Made before the call, and open then or closed not long before. */
function isAlive({ deal, call }: Pair): boolean {
  if (call.startedAt === null) return deal.closedAt === null;
  if (deal.createdAt > call.startedAt) return false;
  return !wasClosed({ deal, call }) || sinceMs({ from: deal.closedAt, to: call.startedAt }) <= closedLatelyMs;
}

function wasClosed({ deal, call }: Pair): boolean {
  return deal.closedAt !== null && (call.startedAt === null || deal.closedAt <= call.startedAt);
}

function wasMovedAfter({ deal, call: { startedAt } }: Pair): boolean {
  return deal.movedAt.some((movedAt) => {
    const laterMs = sinceMs({ from: startedAt, to: movedAt });
    return laterMs >= 0 && laterMs <= movedAfterMs;
  });
}

function sinceMs({ from, to }: { from: string | null; to: string | null }): number {
  return from === null || to === null ? Number.NaN : Date.parse(to) - Date.parse(from);
}
