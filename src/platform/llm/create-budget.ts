import { SophiaError } from '#platform/errors';
import type { BudgetSettings, SpendEntry } from './budget.ts';

/** The most that a request can cost, known before it is sent. */
export interface Ceiling {
  readonly tokens: number;
  /** Null where the price is not known. */
  readonly costMicroUsd: number | null;
}

export interface Reservation {
  /** Writes what it did cost, or nothing where the request was not served, and frees what was set aside. */
  settle(entry: SpendEntry | null): Promise<void>;
}

export interface Budget {
  /** Sets the ceiling aside. Throws `model.budget-exceeded` where spend, what is set aside and it pass a cap. */
  reserve(ceiling: Ceiling): Promise<Reservation>;
}

/**
 * Keeps the caps also when requests run side by side: what is under way counts with its ceiling, and reading the
 * ledger and setting aside happen one at a time.
 */
export function createBudget(settings: BudgetSettings): Budget {
  const aside = { costMicroUsd: 0, unpricedTokens: 0 };
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }
  function move(ceiling: Ceiling, sign: 1 | -1): void {
    if (ceiling.costMicroUsd === null) aside.unpricedTokens += sign * ceiling.tokens;
    else aside.costMicroUsd += sign * ceiling.costMicroUsd;
  }
  return {
    reserve: (ceiling) =>
      inTurn(async () => {
        await assertWithinCaps({ settings, aside, ceiling });
        move(ceiling, 1);
        return {
          settle: (entry) =>
            inTurn(async () => {
              move(ceiling, -1);
              if (entry !== null) await settings.ledger.record(entry);
            }),
        };
      }),
  };
}

async function assertWithinCaps(options: {
  settings: BudgetSettings;
  aside: { costMicroUsd: number; unpricedTokens: number };
  ceiling: Ceiling;
}): Promise<void> {
  const { settings, aside, ceiling } = options;
  const { capMicroUsd, capUnpricedTokens } = settings;
  const cap = ceiling.costMicroUsd === null ? capUnpricedTokens : capMicroUsd;
  if (cap === null) return;
  const total = await settings.ledger.total();
  if (ceiling.costMicroUsd === null) {
    const tokens = total.unpricedTokens + aside.unpricedTokens;
    if (tokens + ceiling.tokens <= cap) return;
    throw exceeded(`${cap} tokens, found ${tokens} used or set aside and up to ${ceiling.tokens} more needed`);
  }
  const cost = total.costMicroUsd + aside.costMicroUsd;
  if (cost + ceiling.costMicroUsd <= cap) return;
  throw exceeded(
    `${usd(cap)}, found ${usd(cost)} spent or set aside and up to ${usd(ceiling.costMicroUsd)} more needed`,
  );
}

function exceeded(found: string): SophiaError {
  return new SophiaError('model.budget-exceeded', `Expected language models to stay within the cap of ${found}.`);
}

function usd(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(4)}`;
}
