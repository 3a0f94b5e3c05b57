import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { crmAssociations, crmNotes } from '#modules/crm';
import { addDocument, removeDocument } from '#modules/documents';
import { createSearchEngine, indexPending, noteChanges } from '#modules/search';
import type { Context } from '#platform/context';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { askQuestion, exportAnswer, getAnswer, shareAnswer } from './index.ts';

const suite = await analysisSuite();
const { ctx: plain } = await createAssistantWorld(suite);
const ctx = { ...plain, search: createSearchEngine() };
const { workspaceId } = ctx;
const noteId = `${workspaceId}-note-1`;

await ctx.db.insert(crmNotes).values({
  id: noteId,
  workspaceId,
  source: 'hubspot',
  externalId: 'note-1',
  text: 'Sam wants the kangaroo clause out of the contract.',
  at: new Date('2026-09-02T10:00:00Z'),
  ownerId: '11',
  createdAtSource: new Date('2026-09-02T10:00:00Z'),
  updatedAtSource: ctx.clock.now(),
  syncedAt: ctx.clock.now(),
});
await ctx.db.insert(crmAssociations).values({
  workspaceId,
  source: 'hubspot',
  fromType: 'note',
  fromExternalId: 'note-1',
  toType: 'deal',
  toExternalId: '501',
  labels: [],
  syncedAt: ctx.clock.now(),
});
await noteChanges({ ctx, input: { kind: 'note', ids: [noteId] } });
const legal = await addForManagers('legal.md', '# Legal\n\nThe kangaroo clause stays in every contract.');
await index();

async function index(): Promise<void> {
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
}

async function addForManagers(name: string, text: string): Promise<string> {
  const { documentId } = await addDocument({ ctx, input: { name, text, roles: ['manager'] } });
  await noteChanges({ ctx, input: { kind: 'document', ids: [documentId] } });
  return documentId;
}

function as(role: 'manager' | 'executive', seesOnly: readonly string[] | null = null): typeof ctx {
  const person = { type: 'user', userId: `usr_${role}`, name: role, email: `${role}@tidewater.example` } as const;
  const actor: Context['actor'] = { ...person, grant: { role, scopes: null, seesOnly }, credentialId: 'ses_1' };
  return { ...ctx, actor };
}

async function ask(question: string, asker: typeof ctx = ctx): Promise<Answer> {
  const answer = await askQuestion({ ctx: asker, input: { question, channel: 'api', conversation: null } });
  assert.equal(answer.intent, 'written.about', `${question}: ${answer.text}`);
  return answer;
}

describe('what is written', () => {
  it('is told of notes and documents, each cited with its words and whom it is for', async () => {
    const answer = await ask('what do our notes say about the kangaroo clause?');
    assert.equal(answer.text, '2 passages of notes and documents speak of “kangaroo clause”.');
    assert.deepEqual(
      answer.citations.map(({ type, subjectId, quote }) => [type, subjectId, quote]),
      [
        ['note', noteId, 'Sam wants the kangaroo clause out of the contract.'],
        ['document', legal, 'The kangaroo clause stays in every contract.'],
      ],
    );
    const [note, document] = answer.citations;
    assert.match(note?.label ?? '', /\(note\), 2026-09-02$/);
    assert.equal(note?.recordId, `${workspaceId}-deal-501`);
    assert.match(document?.label ?? '', /^Legal \(document, internal\)/);
  });

  it('is none where nothing is, and of one account its notes alone', async () => {
    const none = await ask('what do our documents say about zebras?');
    assert.deepEqual([none.outcome, none.citations], ['nothing', []]);
    const larkspur = await ask('what do notes of Larkspur Hill say about the kangaroo clause?');
    assert.deepEqual(
      larkspur.citations.map(({ type }) => type),
      ['note'],
    );
  });

  it('is told without the documents that are for others, and without the notes on deals of others', async () => {
    const executive = await ask('what is written about the kangaroo clause?', as('executive'));
    assert.deepEqual(
      executive.citations.map(({ type }) => type),
      ['note'],
    );
    const manager = await ask(
      'what is written about the kangaroo clause?',
      as('manager', ['nobody@tidewater.example']),
    );
    assert.deepEqual(
      manager.citations.map(({ type }) => type),
      ['document'],
    );
  });

  it('is shown again only to whoever may see what is cited, and not once that is gone', async () => {
    const { answerId } = await ask('what is written about the kangaroo clause?');
    await shareAnswer({ ctx, input: { answerId, shared: true } });
    const input = { answerId };
    assert.equal((await getAnswer({ ctx: as('executive'), input })).answer, null);
    assert.equal((await exportAnswer({ ctx: as('executive'), input })).answer, null);
    assert.notEqual((await getAnswer({ ctx, input })).answer, null);
    await removeDocument({ ctx, input: { document: 'legal.md' } });
    assert.equal((await getAnswer({ ctx, input })).answer, null);
    await ctx.db.delete(crmNotes).where(eq(crmNotes.id, noteId));
  });
});
