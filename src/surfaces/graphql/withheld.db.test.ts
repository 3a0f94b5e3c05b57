import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { crmRecords } from '#modules/crm';
import { indexPending, noteChanges } from '#modules/search';
import { and, eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createGraphAsker, createGraphWorld, type GraphAsker, personOf } from '#test/graph-world';

const suite = await analysisSuite();
const { ctx } = await createGraphWorld(suite);
const reader = { ...ctx, actor: personOf('reader@tidewater.example', { role: 'read_only', seesOnly: null }) };
const everybody = await createGraphAsker(ctx);
const withheld = await createGraphAsker(reader);
after(() => Promise.all([everybody.server.close(), withheld.server.close()]));

const address = 'sam.ortiz@larkspur.example';
const nobodys = 'no.body@nowhere.example';

/** What GraphQL answers, without what differs from one request to another and without the word that was asked for. */
async function graph(asker: GraphAsker, { query, word }: { query: string; word: string }): Promise<string> {
  return told(JSON.stringify(await asker.ask(query.replaceAll('WORD', word))), word);
}

async function rest(asker: GraphAsker, { path, word }: { path: string; word: string }): Promise<string> {
  const url = `/api/v1${path.replaceAll('WORD', encodeURIComponent(word))}workspace=${ctx.workspaceId}`;
  const answer = await asker.server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  return told(`${answer.statusCode} ${answer.body}`, word);
}

function told(text: string, word: string): string {
  return text.replaceAll(word, 'WORD').replaceAll(/"requestId":"[^"]*"/g, '');
}

describe('a filter on how to reach a contact, by somebody from whom that is withheld', () => {
  before(async () => {
    const own = and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.externalId, '301'));
    const [contact] = await ctx.db.select().from(crmRecords).where(own);
    const recordId = contact?.id ?? '';
    const properties = { ...contact?.properties, email: address, phone: '+1 555 0100' };
    await ctx.db.update(crmRecords).set({ email: address, properties }).where(own);
    const at = ctx.clock.now();
    // A contact without a name goes by its address.
    const times = { createdAtSource: at, updatedAtSource: at, syncedAt: at };
    const nameless = { id: `${ctx.workspaceId}-contact-399`, name: `x.${address}`, email: `x.${address}` };
    const place = {
      workspaceId: ctx.workspaceId,
      source: 'hubspot',
      objectType: 'contact',
      externalId: '399',
    } as const;
    const known: Readonly<Record<string, string>> = { email: nameless.email, jobtitle: 'Controller' };
    await ctx.db.insert(crmRecords).values({ ...place, ...nameless, ...times, properties: { ...known } });
    await noteChanges({ ctx, input: { kind: 'record', ids: [recordId, `${ctx.workspaceId}-contact-399`] } });
    while ((await indexPending({ ctx, input: { limit: 50 } })).more);
  });

  const byGraph = [
    '{ contact(reference: "WORD") { externalId } }',
    '{ contacts(name: "WORD") { totalCount edges { node { externalId } } } }',
    '{ search(query: "WORD") { hits { title excerpt } } }',
  ];
  const byRest = ['/records/contact/WORD/fields/jobtitle?', '/search?q=WORD&'];

  for (const query of byGraph) {
    it(`finds as little as one on what there is not: ${query}`, async () => {
      const answer = await graph(withheld, { query, word: address });
      assert.equal(answer, await graph(withheld, { query, word: nobodys }));
      assert.ok(!answer.includes('301') && !answer.includes('399'), answer);
      const seen = await graph(everybody, { query, word: address });
      assert.notEqual(seen, await graph(everybody, { query, word: nobodys }), 'there is something to be found');
    });
  }

  for (const path of byRest) {
    it(`finds as little over REST: ${path}`, async () => {
      const answer = await rest(withheld, { path, word: address });
      assert.equal(answer, await rest(withheld, { path, word: nobodys }));
      const seen = await rest(everybody, { path, word: address });
      assert.notEqual(seen, await rest(everybody, { path, word: nobodys }), 'there is something to be found');
    });
  }

  it('finds the contact for somebody from whom nothing is withheld', async () => {
    const query = '{ contact(reference: "WORD") { externalId email } }';
    assert.match(await graph(everybody, { query, word: address }), /"301"/);
    assert.match(await rest(everybody, { path: '/records/contact/WORD/fields/phone?', word: address }), /^200 /);
  });

  it('is told of the field itself what is told of one that nobody has filled in', async () => {
    const [email, empty] = await Promise.all(
      ['email', 'nickname'].map(async (word) => rest(withheld, { path: '/records/contact/301/fields/WORD?', word })),
    );
    assert.equal(email, empty);
    assert.match(await rest(everybody, { path: '/records/contact/301/fields/WORD?', word: 'email' }), /sam\.ortiz@/);
  });
});
