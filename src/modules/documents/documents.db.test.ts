import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { longestDocument, type PersonRole } from '#contracts';
import type { Actor, Context } from '#platform/context';
import { auditRecords } from '#platform/db';
import { asc, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { addDocument, getDocument, listDocuments, removeDocument, workspaceDocuments } from './index.ts';

const suite = await databaseForSuite();
const Recorded = z.looseObject({ version: z.int(), contentHash: z.string(), audience: z.string() });

async function fresh(): Promise<Context> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

function as(ctx: Context, role: PersonRole): Context {
  const grant = { role, scopes: null, seesOnly: null };
  const actor: Actor = {
    type: 'user',
    userId: `usr_${role}`,
    name: role,
    email: `${role}@a.example`,
    grant,
    credentialId: 'key_1',
  };
  return { ...ctx, actor };
}

async function actionsOf(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .select({ action: auditRecords.action })
    .from(auditRecords)
    .where(eq(auditRecords.workspaceId, ctx.workspaceId))
    .orderBy(asc(auditRecords.sequence));
  return rows.map(({ action }) => action).filter((action) => action.startsWith('document.'));
}

describe('documents', () => {
  test('have the columns of their table', () =>
    assertTablesMatchDatabase({ database: suite.database, tables: { workspaceDocuments } }));

  test('are kept by name, and another text is another version', async () => {
    const ctx = await fresh();
    const first = await addDocument({
      ctx,
      input: { name: 'card.md', text: '\u{FEFF}# Lattice\r\n\r\nThey are slow.\r\n' },
    });
    assert.deepEqual([first.outcome, first.version], ['created', 1]);
    const { title, text, format, audience, roles } = await getDocument({ ctx, input: { document: 'card.md' } });
    assert.deepEqual(
      { title, text, format, audience, roles },
      { title: 'Lattice', text: '# Lattice\n\nThey are slow.', format: 'markdown', audience: 'internal', roles: [] },
    );
    const again = { name: 'card.md', text: '\u{FEFF}# Lattice\r\n\r\nThey are slow.\r\n' };
    assert.equal((await addDocument({ ctx, input: again })).outcome, 'unchanged');
    const next = await addDocument({ ctx, input: { name: 'card.md', text: '# Lattice\n\nThey are fast.' } });
    assert.deepEqual(next, { documentId: first.documentId, outcome: 'changed', version: 2 });
    const shown = await addDocument({
      ctx,
      input: { name: 'card.md', text: '# Lattice\n\nThey are fast.', audience: 'external' },
    });
    assert.deepEqual([shown.outcome, shown.version], ['changed', 3]);
    assert.deepEqual(await actionsOf(ctx), ['document.added', 'document.changed', 'document.changed']);
    const trail = ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
    const [made, changed, opened] = (await trail.orderBy(asc(auditRecords.sequence))).map(({ details }) =>
      z.object({ before: Recorded.nullable(), after: Recorded }).parse(details),
    );
    assert.deepEqual([made?.before, made?.after.version, changed?.before], [null, 1, made?.after]);
    assert.notEqual(changed?.before?.contentHash, changed?.after.contentHash);
    assert.deepEqual([opened?.before?.audience, opened?.after.audience], ['internal', 'external']);
  });

  test('are added by two at once as one', async () => {
    const ctx = await fresh();
    const input = { name: 'card.md', text: 'The same words.' };
    const both = await Promise.all([addDocument({ ctx, input }), addDocument({ ctx, input })]);
    assert.deepEqual(both.map(({ outcome }) => outcome).sort(), ['created', 'unchanged']);
  });

  test('are read from HTML as their reader sees them', async () => {
    const ctx = await fresh();
    const text = '<html><script>steal()</script><h1>Prices</h1><p>Three &euro; a unit.</p></html>';
    await addDocument({ ctx, input: { name: 'prices.HTML', text } });
    const { text: kept, title, format } = await getDocument({ ctx, input: { document: 'prices.HTML' } });
    assert.deepEqual([kept, title, format], ['# Prices\n\nThree € a unit.', 'Prices', 'html']);
  });

  test('that are no text, none at all, or too long are refused in plain words', async () => {
    const ctx = await fresh();
    async function add(text: string): Promise<unknown> {
      return addDocument({ ctx, input: { name: 'bad.md', text } });
    }
    await assert.rejects(add('%PDF-1.7\0'), { code: 'document.unreadable', message: /found a PDF/ });
    await assert.rejects(add('a\u{FFFD}b'), { code: 'document.unreadable', message: /expected text in UTF-8/ });
    await assert.rejects(add(' \n'), { code: 'document.unreadable', message: /found none/ });
    await assert.rejects(add('x'.repeat(longestDocument + 1)), {
      code: 'document.too-large',
      message: /expected at most 500,000 characters, found 500,001/,
    });
    assert.deepEqual(await listDocuments({ ctx }), { documents: [] });
  });

  test('for some roles are not there for others, and are looked after by operations', async () => {
    const ctx = await fresh();
    const document = 'floor.md';
    await addDocument({ ctx, input: { name: document, text: 'Two dollars.', roles: ['manager', 'manager'] } });
    await addDocument({ ctx, input: { name: 'all.md', text: 'For all.' } });
    for (const role of ['manager', 'administrator', 'revenue_operations'] as const) {
      assert.equal((await listDocuments({ ctx: as(ctx, role) })).documents.length, 2, role);
    }
    for (const role of ['representative', 'executive', 'read_only'] as const) {
      const { documents } = await listDocuments({ ctx: as(ctx, role) });
      assert.deepEqual(
        documents.map(({ name }) => name),
        ['all.md'],
        role,
      );
      await assert.rejects(getDocument({ ctx: as(ctx, role), input: { document } }), { code: 'document.not-found' });
      await assert.rejects(removeDocument({ ctx: as(ctx, role), input: { document } }), { code: 'access.denied' });
      const input = { name: document, text: 'One dollar.' };
      await assert.rejects(addDocument({ ctx: as(ctx, role), input }), { code: 'access.denied' });
    }
  });

  test('are taken away by name or id, with an audit record', async () => {
    const ctx = await fresh();
    const { documentId } = await addDocument({ ctx, input: { name: 'card.md', text: 'Words.' } });
    assert.deepEqual(await removeDocument({ ctx, input: { document: documentId } }), { documentId, name: 'card.md' });
    await assert.rejects(removeDocument({ ctx, input: { document: 'card.md' } }), { code: 'document.not-found' });
    assert.deepEqual(await actionsOf(ctx), ['document.added', 'document.removed']);
    const where = eq(workspaceDocuments.workspaceId, ctx.workspaceId);
    assert.equal((await ctx.db.select().from(workspaceDocuments).where(where)).length, 0);
  });
});
