import type { Clock } from '#platform/clock';
import { errorCatalogue } from '#platform/errors';
import type { ProbeResult } from '#platform/health';
import type { ModelFailureCode, ModelGateway } from '#platform/llm';

/** How one model of the chain ended a request. */
export interface ModelOutcome {
  readonly provider: string;
  readonly model: string;
  readonly code: 'ok' | ModelFailureCode;
  /** Null for an answer. */
  readonly reason: string | null;
}

/** Remembers how the last requests to each model went, in this process and all workspaces. */
export interface ModelWatch {
  note(outcome: ModelOutcome): void;
  /** Never `unhealthy`: where models fail, the rules answer. */
  check(models: ModelGateway): ProbeResult;
}

interface Failing {
  readonly state: 'failing';
  readonly code: ModelFailureCode;
  readonly reason: string;
  readonly at: Date;
  readonly since: Date;
  readonly requests: number;
}

/** The last request to a model, and for one that fails since when it does. */
type Seen = { readonly state: 'answered'; readonly at: Date } | Failing;

/** Starts without knowing anything; the gateways' outcomes are noted in it. */
export function watchModels({ clock }: { clock: Clock }): ModelWatch {
  const lastSeen = new Map<string, Seen>();
  return {
    note: ({ provider, model, code, reason }) => {
      const name = `${provider}:${model}`;
      const at = clock.now();
      if (isAnswer(code)) {
        lastSeen.set(name, { state: 'answered', at });
        return;
      }
      const before = lastSeen.get(name);
      const { since, requests } = before?.state === 'failing' ? before : { since: at, requests: 0 };
      lastSeen.set(name, { state: 'failing', code, reason: reason ?? '', at, since, requests: requests + 1 });
    },
    check: (models) => {
      if (models.state === 'off') {
        return { state: 'off', reason: 'None is configured; the rules do the work.', action: null };
      }
      const chain = models.models.map(({ provider, model }) => `${provider}:${model}`);
      return describe({ chain, lastSeen, now: clock.now() });
    },
  };
}

/** An answer that was too long is asked for again in halves: the model is well. */
function isAnswer(code: ModelOutcome['code']): code is 'ok' | 'model.truncated' {
  return code === 'ok' || code === 'model.truncated';
}

function describe({
  chain,
  lastSeen,
  now,
}: {
  chain: readonly string[];
  lastSeen: ReadonlyMap<string, Seen>;
  now: Date;
}): ProbeResult {
  const states = chain.map((name) => ({ name, seen: current({ seen: lastSeen.get(name), now }) }));
  const failing = states.flatMap(({ name, seen }) => (seen?.state === 'failing' ? [{ name, ...seen }] : []));
  const [first] = failing;
  if (first === undefined) {
    const parts = states.map(
      ({ name, seen }) => `${name} ${seen === null ? 'was not asked yet' : `answered at ${minuteOf(seen.at)}`}`,
    );
    return { state: 'healthy', reason: `${parts.join(', then ')}, then the rules.`, action: null };
  }
  const sentences = failing.map(
    ({ name, since, requests, reason }) =>
      `${name} has failed since ${minuteOf(since)} (${requests} ${requests === 1 ? 'request' : 'requests'}): ${reason}`,
  );
  const left = chain.filter((name) => failing.every((one) => one.name !== name));
  const earliest = failing.reduce((since, one) => (one.since < since ? one.since : since), first.since);
  return {
    state: 'degraded',
    reason: `${sentences.join(' ')} In its place: ${[...left, 'the rules'].join(', then ')}.`,
    action: errorCatalogue[first.code].action,
    since: earliest.toISOString(),
  };
}

/** A spent budget is a new one on the next day, which is UTC's as in the ledger. */
function current({ seen, now }: { seen: Seen | undefined; now: Date }): Seen | null {
  if (seen === undefined) return null;
  const overspent = seen.state === 'failing' && seen.code === 'model.budget-exceeded';
  return overspent && dayOf(seen.at) !== dayOf(now) ? null : seen;
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

function minuteOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
