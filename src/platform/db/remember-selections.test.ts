import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { alias, drizzle, eq, sql } from '#platform/sql';
import { rememberSelections } from './remember-selections.ts';
import { auditRecords, dueWork, effects, outbox, workspaces } from './tables.ts';

const pool = new pg.Pool();
const plain = drizzle(pool);
const remembering = rememberSelections(drizzle(pool));

/** The same statements in the same order, so that the second of two lists that begin alike is asked for as well. */
function statementsOf(db: ReturnType<typeof rememberSelections>): unknown[] {
  const work = alias(dueWork, 'work');
  const one = [
    ...[auditRecords, dueWork, effects, outbox, workspaces].map((table) => db.select().from(table)),
    db.select({ id: dueWork.id }).from(dueWork).where(eq(dueWork.kind, 'a kind')),
    db.select({ id: dueWork.id, kind: dueWork.kind }).from(dueWork),
    db.selectDistinct({ id: work.id }).from(work),
    db.select({ work, name: workspaces.name }).from(work).innerJoin(workspaces, eq(workspaces.id, work.workspaceId)),
    db.select({ work: dueWork, workspace: workspaces }).from(dueWork).leftJoin(workspaces, sql`true`),
    db.select({ id: dueWork.id, size: sql<number>`length(${dueWork.subject}) + ${2}` }).from(dueWork),
    db.select({ id: dueWork.id, size: sql<number>`length(${dueWork.subject})`.as('size') }).from(dueWork),
    db.delete(dueWork).where(eq(dueWork.id, 'an id')).returning(),
    db.update(dueWork).set({ kind: 'a kind' }).returning({ id: dueWork.id, kind: dueWork.kind }),
  ];
  return one.map((statement) => statement.toSQL());
}

describe('lists of columns', () => {
  it('stand in statements as Drizzle writes them, the first time and after that', () => {
    const expected = statementsOf(plain);
    for (let times = 0; times < 3; times += 1) assert.deepEqual(statementsOf(remembering), expected);
  });
});
