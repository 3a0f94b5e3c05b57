import { createCache } from '#platform/cache';
import { type Clock, createFixedClock } from '#platform/clock';
import type { Actor, Context } from '#platform/context';
import type { Database } from '#platform/db';
import { createCountingIds, createIds } from '#platform/ids';
import { createMemoryLog, type LoggedLine } from '#platform/log';
import { drizzle } from '#platform/sql';

export interface TestContextOptions {
  readonly db?: Database;
  readonly workspaceId?: string;
  readonly actor?: Actor;
  readonly now?: Date;
  /** `counting` gives ids that can be compared with a text; two suites of one database would collide with them. */
  readonly ids?: 'counting' | 'unique';
}

export interface TestContext extends Context {
  readonly clock: Clock & { advance(milliseconds: number): void };
  readonly log: Context['log'] & { readonly lines: readonly LoggedLine[] };
}

/** A context whose clock stands at 2026-09-14T15:00Z until it is moved and whose log keeps its lines. */
export function createTestContext(options: TestContextOptions = {}): TestContext {
  const clock = createFixedClock(options.now ?? new Date('2026-09-14T15:00:00Z'));
  const ids = options.ids === 'counting' ? createCountingIds() : createIds(clock);
  return {
    actor: options.actor ?? { type: 'operator', name: 'test' },
    workspaceId: options.workspaceId ?? ids.create('workspace'),
    requestId: ids.create('request'),
    clock,
    ids,
    log: createMemoryLog(),
    db: options.db ?? createAbsentDatabase(),
    cache: createCache(),
  };
}

/** Every property of it throws, so nothing can take it for a database by mistake. */
function createAbsentDatabase(): Database {
  return new Proxy<Database>(drizzle.mock(), {
    get: (_target, property) => {
      throw new Error(`This test has no database, but ctx.db.${String(property)} was read: use databaseForSuite.`);
    },
  });
}
