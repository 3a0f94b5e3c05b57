import { after } from 'node:test';
import { type OpenDatabase, workspaces } from '#platform/db';
import { createTestContext, type TestContext, type TestContextOptions } from './test-context.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export interface DatabaseSuite {
  readonly database: OpenDatabase;
  /** A workspace that no other suite uses. */
  readonly workspaceId: string;
  createContext(options?: Omit<TestContextOptions, 'db'>): TestContext;
  /** A further workspace, to prove that one never sees the other's rows. */
  createWorkspace(): Promise<string>;
}

const shared: { opening: Promise<TestDatabase> | null } = { opening: null };

/**
 * The database of this test process, opened and migrated once, with a workspace for the suite that asks.
 * Called at the top of a test file, outside of `describe`: it is closed, and on a server dropped, after the last
 * test of the process.
 */
export async function databaseForSuite(): Promise<DatabaseSuite> {
  shared.opening ??= openShared();
  const database = await shared.opening;
  async function createWorkspace(): Promise<string> {
    const ctx = createTestContext({ db: database.db });
    await database.db
      .insert(workspaces)
      .values({ id: ctx.workspaceId, name: 'Tidewater Ledger', createdAt: ctx.clock.now() });
    return ctx.workspaceId;
  }
  const workspaceId = await createWorkspace();
  return {
    database,
    workspaceId,
    createWorkspace,
    createContext: (options = {}) => createTestContext({ workspaceId, ...options, db: database.db }),
  };
}

async function openShared(): Promise<TestDatabase> {
  const database = await createTestDatabase({ number: 0 });
  after(() => database.close());
  return database;
}
