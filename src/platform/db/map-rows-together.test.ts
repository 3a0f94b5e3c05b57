import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { drizzle, eq, type NodePgDatabase, sql } from '#platform/sql';
import { mapRowsTogether } from './map-rows-together.ts';
import { dueWork, workspaces } from './tables.ts';

type Rows = readonly (readonly unknown[])[];

/** A pool that answers every statement with these rows, as the driver gives them. */
function poolWith(rows: Rows): pg.Pool {
  return Object.assign(new pg.Pool(), { query: async () => ({ rows }) });
}

const when = '2026-09-14 15:00:00.25+00';
const workspace = ['main', 'Tidewater Ledger', 'USD', 'UTC', { competitors: [] }, when];

/** Statements with rows for each: columns, an expression, a join, one that may be missing, a field deeper down. */
const statements: readonly { readonly rows: Rows; readonly run: (db: NodePgDatabase) => Promise<unknown> }[] = [
  { rows: [workspace, ['b', null, 'EUR', 'UTC', null, null]], run: (db) => db.select().from(workspaces) },
  {
    rows: [
      ['one', '7'],
      ['two', null],
    ],
    run: (db) => db.select({ id: workspaces.id, size: sql<number>`1`.mapWith(Number) }).from(workspaces),
  },
  {
    rows: [['kind', 'Tidewater Ledger', when]],
    run: (db) =>
      db
        .select({ work: { kind: dueWork.kind }, workspace: { name: workspaces.name, at: workspaces.createdAt } })
        .from(dueWork)
        .innerJoin(workspaces, eq(workspaces.id, dueWork.workspaceId)),
  },
  {
    rows: [
      ['kind', null, null],
      ['kind', 'main', when],
    ],
    run: (db) =>
      db
        .select({ work: { kind: dueWork.kind }, workspace: { id: workspaces.id, at: workspaces.createdAt } })
        .from(dueWork)
        .leftJoin(workspaces, sql`true`),
  },
  {
    rows: [['main', '3']],
    run: (db) => db.select({ id: workspaces.id, size: sql<string>`3`.as('size') }).from(workspaces),
  },
  { rows: [], run: (db) => db.select().from(workspaces) },
  { rows: [['main']], run: (db) => db.delete(workspaces).returning({ id: workspaces.id }) },
];

describe('the rows of a statement', () => {
  it('are read as Drizzle reads them', async () => {
    for (const { rows, run } of statements) {
      const expected = await run(drizzle(poolWith(rows)));
      assert.deepEqual(await run(mapRowsTogether(drizzle(poolWith(rows)))), expected);
    }
  });
});
