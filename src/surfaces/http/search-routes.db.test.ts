import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AnswerExport, Battlecard, SearchAnswer } from '#contracts';
import { askQuestion, assistantInteractions } from '#modules/assistant';
import { addDocument, removeDocument } from '#modules/documents';
import { createSearchEngine, indexPending, noteChanges } from '#modules/search';
import { configureWorkspace } from '#modules/workspaces';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const ctx = { ...workContextOf(world.ctx).ctx, search: createSearchEngine() };
const { server } = await createRestServer(ctx, {
  // The pages show the workspace main; here it is that of the suite.
  contextFor: ({ workspaceId, requestId }) => ({
    ...ctx,
    workspaceId: workspaceId === 'main' ? ctx.workspaceId : workspaceId,
    requestId,
  }),
});
after(() => server.close());
const callId = await storeCall({
  ctx,
  externalId: 'search-routes',
  startedAt: '2026-09-01T15:00:00Z',
  title: 'The <keys>',
  parties: [partyOf({ speakerId: 's1', name: 'Priya Natarajan', side: 'external' })],
  texts: ['Who holds the <b>encryption</b> keys?'],
});
await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
await indexPending({ ctx, input: { limit: 10 } });

async function get(url: string) {
  const answer = await server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  return { status: answer.statusCode, body: answer.body, type: answer.headers['content-type'] };
}

describe('search over HTTP', () => {
  test('answers as JSON with the turn', async () => {
    const { status, body } = await get('/api/v1/search?q=encryption+keys&side=external&limit=1');
    assert.equal(status, 200);
    const { hits } = SearchAnswer.parse(JSON.parse(body));
    assert.deepEqual(
      hits.map((hit) => [hit.callId, hit.turn, hit.foundBy]),
      [[callId, 0, 'both']],
    );
  });

  test('shows one kind of thing alone, and whom a document is for', async () => {
    const text = '# Keys for <b>them</b>\n\nThe encryption keys stay with us.';
    const { documentId } = await addDocument({ ctx, input: { name: 'keys.md', text } });
    await noteChanges({ ctx, input: { kind: 'document', ids: [documentId] } });
    await indexPending({ ctx, input: { limit: 10 } });
    const { body } = await get('/search?q=encryption+keys&kind=document');
    assert.match(body, /Keys for &lt;b&gt;them&lt;\/b&gt;/);
    assert.match(body, /internal, not for customers/);
    assert.match(body, /<option value="document" selected>/);
    assert.doesNotMatch(body, /Priya Natarajan/);
    assert.match((await get('/search?q=encryption+keys&kind=call')).body, /Priya Natarajan/);
    assert.equal((await get('/search?q=encryption+keys&kind=song')).status, 400);
    await removeDocument({ ctx, input: { document: 'keys.md' } });
  });

  test('refuses what it does not know, what is too long and what is no cursor of its own', async () => {
    const malformed = ['q=keys&color=red', 'q=', 'q=keys&person=+', 'q=keys&side=left'];
    for (const query of [...malformed, `q=${'x'.repeat(1001)}`]) {
      const { status, body } = await get(`/api/v1/search?${query}`);
      assert.equal(status, 400, query.slice(0, 30));
      assert.match(body, /input\.invalid/);
    }
    for (const cursor of ['zzz', '', 'MDo']) {
      const { status, body } = await get(`/api/v1/search?q=keys&cursor=${cursor}`);
      assert.equal(status, 400);
      assert.match(body, /cursor\.malformed/, cursor);
    }
    assert.equal((await get('/api/v1/search?q=keys&account=Nobody')).status, 404);
  });

  test('shows a page without a script whose places open at the turn, everything escaped', async () => {
    const { status, body } = await get('/search?tab=calls&q=encryption&account=&side=');
    assert.equal(status, 200);
    assert.match(body, new RegExp(`href="/calls/${ctx.workspaceId}/${callId}#turn-0">The &lt;keys&gt;</a>`));
    assert.match(body, /&lt;b&gt;encryption&lt;\/b&gt;/);
    assert.match(body, /form-action &#39;self&#39;/);
    assert.doesNotMatch(body, /<script/);
  });

  test('says on the page what is wrong and keeps what was typed', async () => {
    const { status, body } = await get('/search?q=keys&account=Nobody');
    assert.equal(status, 404);
    assert.match(body, /role="alert">Expected one company or deal/);
    assert.match(body, /name="account" value="Nobody"/);
    assert.match((await get('/search')).body, /Ask in plain words/);
  });
});

describe('the page for asking', () => {
  test('holds what could be asked first, and a question of the address only in its line', async () => {
    const { status, body } = await get('/ask?tab=calls&q=%3Cscript%3Ealert(1)%3C%2Fscript%3E');
    assert.equal(status, 200);
    assert.match(body, /data-question="Which deals close this quarter\?"/);
    assert.match(body, /<textarea[^>]*>&lt;script&gt;alert\(1\)&lt;\/script&gt;<\/textarea>/);
    assert.match(body, new RegExp(`data-workspace="${ctx.workspaceId}" data-asker="`));
    const asked = await ctx.db
      .select({ id: assistantInteractions.id })
      .from(assistantInteractions)
      .where(eq(assistantInteractions.workspaceId, ctx.workspaceId));
    assert.deepEqual(asked, []);
  });

  test('refuses what is longer than a question, and what it does not know', async () => {
    assert.equal((await get(`/ask?q=${'a'.repeat(2001)}`)).status, 400);
    assert.equal((await get('/ask?question=x')).status, 400);
  });

  test('gives an answer to take along, in both formats, and only to whoever sees it', async () => {
    const { answerId } = await askQuestion({
      ctx,
      input: { question: 'how many deals are open?', channel: 'api', conversation: null },
    });
    const markdown = await get(`/answers/${answerId}/markdown?tab=calls`);
    assert.deepEqual([markdown.status, markdown.type], [200, 'text/markdown; charset=utf-8']);
    assert.match(markdown.body, /^# how many deals are open\?\n[^]*```sql\n/);
    const json = await get(`/answers/${answerId}/json?tab=calls`);
    assert.deepEqual([json.status, AnswerExport.parse(JSON.parse(json.body)).answerId], [200, answerId]);
    assert.equal((await get('/answers/ans_none/json?tab=calls')).status, 404);
    assert.equal((await get(`/answers/${answerId}/pdf?tab=calls`)).status, 400);
  });
});

describe('the pages of battlecards', () => {
  test('list competitors and show one, and answer a name that nobody has in words', async () => {
    const { workspaceId } = ctx;
    const rivals = [{ name: 'Payloom & Co', aliases: [] }];
    await configureWorkspace({
      ctx,
      input: { internalDomains: [], internalNames: [], competitors: rivals, products: [], lexicons: {} },
    });
    const list = await get('/battlecards?tab=calls');
    assert.deepEqual([list.status, /Payloom &amp; Co/.test(list.body)], [200, true]);
    const href = /href="(\/battlecards\/[^"?]+)"/.exec(list.body)?.[1] ?? '';
    const card = await get(href);
    assert.deepEqual([card.status, /Insufficient signal/.test(card.body)], [200, true]);
    assert.equal((await get(`${href}?audience=external`)).status, 200);
    assert.equal((await get(`${href}?audience=both`)).status, 400);
    assert.equal((await get(`/battlecards/${workspaceId}/Nobody`)).status, 404);
    const named = `/api/v1/competitors/${encodeURIComponent('payloom & co')}/battlecard?workspace=${workspaceId}`;
    const { body } = await get(named);
    assert.deepEqual(Battlecard.parse(JSON.parse(body)).state, 'insufficient');
  });
});
