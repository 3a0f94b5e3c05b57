import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dueWork, findId } from '#platform/db';
import { databaseForSuite } from '#test/database-for-suite';

const suite = await databaseForSuite();
const ids = [
  'due_0199aa11bb227c00800000000000beef',
  'due_0199aa11bb227c00800000000000cafe',
  'due_0199ff11bb227c00800000000000f00d',
] as const;

async function withWork() {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const end = ctx.workspaceId.slice(-6);
  const own = ids.map((id) => `${id.slice(0, -10)}${end}${id.slice(-4)}`);
  for (const id of own) {
    const row = { workspaceId: ctx.workspaceId, kind: 'test', subject: id, payload: {}, dueAt: ctx.clock.now() };
    await ctx.db.insert(dueWork).values({ id, ...row, createdAt: ctx.clock.now() });
  }
  const asked = { ctx, tables: [dueWork], what: 'piece of work', code: 'record.not-found' } as const;
  return { ctx, own, find: (reference: string) => findId({ ...asked, reference }) };
}

describe('an id by as much of it as only one has', () => {
  test('is found whole, by its beginning with and without the prefix, by its end, and as a list cuts it', async () => {
    const { own, find } = await withWork();
    const id = own[2] ?? '';
    for (const reference of [id, 'due_0199ff', '0199ff11', id.slice(-10), ` ${id.slice(0, 14)}… `]) {
      assert.equal(await find(reference), id, reference);
    }
  });

  test('is not guessed where several fit: they are listed', async () => {
    const { own, find } = await withWork();
    await assert.rejects(find('due_0199aa11'), (error: Error) => {
      assert.match(error.message, /Expected one piece of work whose id is, begins or ends with "due_0199aa11"/);
      assert.match(error.message, new RegExp(`found more than one: ${own[0]}, ${own[1]}\\.`));
      return true;
    });
  });

  test('wants six characters, takes no pattern, and knows no other workspace', async () => {
    const { find } = await withWork();
    for (const reference of ['due_0199a', '0199f', 'due_', '%', 'due_%%%%%%', '']) {
      await assert.rejects(find(reference), { code: 'record.not-found', message: /at least 6 characters/ }, reference);
    }
    await assert.rejects(find('due_ffffff'), { code: 'record.not-found', message: /found none/ });
    const elsewhere = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const short = { ctx: elsewhere, reference: 'x', tables: [dueWork], code: 'record.not-found' } as const;
    await assert.rejects(findId({ ...short, what: 'event' }), { message: /^Expected the id of an event, or/ });
    await assert.rejects(findId({ ...short, what: 'person' }), { message: /^Expected the id of a person, or/ });
    const asked = { reference: 'due_0199ff', what: 'piece of work', code: 'record.not-found' } as const;
    await assert.rejects(findId({ ctx: elsewhere, tables: [dueWork], ...asked }), { message: /found none/ });
  });
});
