import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dueWork, insertRows } from '#platform/db';
import { asc, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';

const suite = await databaseForSuite();

/** Far off, so that nothing in this process takes it for its own. */
const at = new Date('2999-12-31T00:00:00Z');

function work(number: number, payload: unknown = {}) {
  const subject = String(number).padStart(5, '0');
  return { id: `due_${subject}_${process.pid}`, kind: 'rows', subject, payload, attempts: number };
}

describe('many rows', () => {
  test('arrive as they are, however many and with whatever is in them', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const texts = [`"quoted" \\ 'single' \n\t $1 {a,b} null`, 'Zoë 😀', '', `half ${'😀'.slice(0, 1)}`];
    const rows = Array.from({ length: 2345 }, (_, number) =>
      work(number, { text: texts[number % texts.length] ?? '' }),
    );
    const created = rows.map((row) => ({ ...row, workspaceId: ctx.workspaceId, dueAt: at, createdAt: at }));
    await insertRows({ db: ctx.db, table: dueWork, rows: created });
    const stored = await ctx.db
      .select()
      .from(dueWork)
      .where(eq(dueWork.workspaceId, ctx.workspaceId))
      .orderBy(asc(dueWork.subject));
    const expected = created.map((row, number) =>
      number % texts.length === 3 ? { ...row, payload: { text: 'half \ufffd' } } : row,
    );
    assert.deepEqual(stored, expected);
  });

  test('are none where none are given', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await insertRows({ db: ctx.db, table: dueWork, rows: [] });
    assert.equal(await ctx.db.$count(dueWork, eq(dueWork.workspaceId, ctx.workspaceId)), 0);
  });

  test('that stand twice are refused as a whole', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const row = { ...work(1), id: `due_twice_${process.pid}`, workspaceId: ctx.workspaceId, dueAt: at, createdAt: at };
    await assert.rejects(insertRows({ db: ctx.db, table: dueWork, rows: [row, row] }));
    assert.equal(await ctx.db.$count(dueWork, eq(dueWork.workspaceId, ctx.workspaceId)), 0);
  });
});
