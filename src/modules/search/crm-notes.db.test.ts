import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SearchQuestion } from '#contracts';
import { crmNotes, crmRecords, findRecord, listNoteTies, syncNotesPage, syncRecords } from '#modules/crm';
import { identities, people } from '#modules/people';
import type { Actor } from '#platform/context';
import { eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { allScopes } from '#test/hubspot-portal';
import {
  createSearchEngine,
  getSearchStatus,
  indexPending,
  noteChanges,
  repairSearch,
  type SearchContext,
  searchWorkspace,
} from './index.ts';

const suite = await crmSuite();
const { portal } = suite;
const settleMs = 10 * 60_000;

type Ctx = CrmTestContext & SearchContext;

async function fresh(): Promise<Ctx> {
  return { ...(await suite.freshContext()), search: createSearchEngine() };
}

const plurals = { deal: 'deals', company: 'companies', contact: 'contacts', lead: 'leads' } as const;

async function write(body: string, on: Readonly<Partial<Record<keyof typeof plurals, string>>>) {
  const types = ['deal', 'company', 'contact', 'lead'] as const;
  const associations = types.flatMap((type) => {
    const id = on[type];
    return id === undefined ? [] : [{ objectType: plurals[type], id }];
  });
  const values = { hs_timestamp: '2026-11-10T09:00:00.000Z', hs_note_body: body };
  const made = await portal.control('records', {
    objectType: 'notes',
    values,
    associations,
  });
  return String(Object(made).id);
}

async function sync(ctx: Ctx, mode: 'incremental' | 'full' | 'sweep' = 'incremental') {
  const total = { changed: 0, vanished: 0 };
  for (;;) {
    const { changed, vanished, changedNoteIds, done } = await syncNotesPage({ ctx, input: { mode } });
    await noteChanges({ ctx, input: { kind: 'note', ids: [...changedNoteIds] } });
    total.changed += changed;
    total.vanished += vanished;
    if (done) break;
  }
  while ((await indexPending({ ctx, input: { limit: 50 } })).more);
  return total;
}

async function syncAll(ctx: Ctx): Promise<void> {
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
  }
  await sync(ctx);
}

async function find(ctx: Ctx, asked: string | (Partial<SearchQuestion> & { query: string })) {
  const question = typeof asked === 'string' ? { query: asked } : asked;
  return searchWorkspace({ ctx, input: { kind: 'note', ...question } });
}

async function dealOf(ctx: Ctx, externalId: string): Promise<string> {
  const row = await findRecord({ ctx, input: { objectType: 'deal', externalId } });
  assert.ok(row !== null);
  return row.recordId;
}

function reader(ctx: Ctx, grant: Extract<Actor, { type: 'user' }>['grant']): Ctx {
  const email = 'maya@tidewater.example';
  return { ...ctx, actor: { type: 'user', userId: 'usr_1', name: 'Maya', email, grant, credentialId: 'key_1' } };
}

/** Somebody who sees their own deals alone, of which this is one. */
async function ownerOf(ctx: Ctx, dealId: string): Promise<Ctx> {
  const shared = { workspaceId: ctx.workspaceId, name: 'Maya', createdAt: ctx.clock.now() };
  const personId = ctx.ids.create('person');
  await ctx.db.insert(people).values({ ...shared, id: personId, kind: 'employee' });
  const email = 'maya@tidewater.example';
  const identity = { personId, source: 'hubspot', externalId: 'own-1', email, evidence: { rule: 'test' } };
  await ctx.db.insert(identities).values({ ...shared, ...identity, id: ctx.ids.create('identity') });
  await ctx.db.update(crmRecords).set({ ownerId: 'own-1' }).where(eq(crmRecords.id, dealId));
  return reader(ctx, { role: 'representative', scopes: null, seesOnly: [email] });
}

describe('search in notes of the CRM', () => {
  test('has the columns of the table of notes', () =>
    assertTablesMatchDatabase({ database: suite.database, tables: { crmNotes } }));

  test('finds what somebody wrote, by its record, and opens in the CRM', async () => {
    const ctx = await fresh();
    const company = await portal.add({ objectType: 'company', values: { name: 'Heron Bay Homes' } });
    const deal = await portal.add({
      objectType: 'deal',
      values: { dealname: 'Heron Bay - Pay', dealstage: 'discovery' },
    });
    const noteId = await write('<p>Their <b>walrus</b> migration slips to May.</p><script>x</script>', {
      deal,
      company,
    });
    await syncAll(ctx);
    const { hits } = await find(ctx, 'walrus migration');
    assert.equal(hits.length, 1);
    const [hit] = hits;
    assert.equal(hit?.title, 'Note on Heron Bay - Pay');
    assert.equal(hit.excerpt, 'Their walrus migration slips to May.');
    assert.equal(hit.day, '2026-11-10');
    assert.equal(hit.recordId, await dealOf(ctx, deal));
    assert.match(hit.crmAddress ?? '', new RegExp(`/record/0-46/${noteId}$`, 'u'));
    for (const filter of [{ deal: 'Heron Bay - Pay' }, { account: 'Heron Bay Homes' }, { since: '2026-11-10' }]) {
      assert.equal((await find(ctx, { query: 'walrus migration', ...filter })).hits.length, 1, JSON.stringify(filter));
    }
    for (const filter of [{ until: '2026-11-09' }, { side: 'external' }, { topic: 'pricing' }] as const) {
      assert.deepEqual((await find(ctx, { query: 'walrus migration', ...filter })).hits, [], JSON.stringify(filter));
    }
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }).then(({ noted }) => noted > 0), true);
    assert.equal((await getSearchStatus({ ctx })).failed, 0);
  });

  test('follows a note that is written anew, archived or gone without a word', async () => {
    const ctx = await fresh();
    const deal = await portal.add({ objectType: 'deal', values: { dealname: 'Fern Row', dealstage: 'discovery' } });
    const first = await write('They fear the narwhal rollout.', { deal });
    const second = await write('They like the ocelot report.', { deal });
    await syncAll(ctx);
    await portal.advance(settleMs);
    await portal.control('changes', {
      objectType: 'notes',
      id: first,
      values: { hs_note_body: 'The capybara is fine.' },
    });
    assert.equal((await sync(ctx)).changed, 1);
    assert.deepEqual((await find(ctx, 'narwhal')).hits, []);
    assert.equal((await find(ctx, 'capybara')).hits.length, 1);
    await portal.advance(settleMs);
    await portal.control('archive', { objectType: 'notes', id: first });
    assert.equal((await sync(ctx)).vanished, 1);
    assert.deepEqual((await find(ctx, 'capybara')).hits, []);
    await portal.control('vanish', { objectType: 'notes', id: second });
    assert.equal((await sync(ctx)).vanished, 0);
    assert.equal((await sync(ctx, 'sweep')).vanished, 1);
    assert.deepEqual((await find(ctx, 'ocelot')).hits, []);
    const left = await ctx.db.select().from(crmNotes).where(eq(crmNotes.workspaceId, ctx.workspaceId));
    assert.ok(left.every(({ externalId }) => externalId !== first && externalId !== second));
  });

  test('leaves out what programs write, which may tell of calls that few see', async () => {
    const ctx = await fresh();
    const deal = await portal.add({ objectType: 'deal', values: { dealname: 'Plover', dealstage: 'discovery' } });
    await portal.crm.createActivity({
      objectType: 'note',
      properties: { hs_timestamp: '2026-11-10T09:00:00.000Z', hs_note_body: 'Summary: the pangolin plan.' },
      associatedWith: [{ objectType: 'deal', externalId: deal }],
    });
    await write('Nobody ties the axolotl.', {});
    await syncAll(ctx);
    assert.deepEqual((await find(ctx, 'pangolin')).hits, []);
    assert.deepEqual((await find(ctx, 'axolotl')).hits, []);
  });

  test('a note on a deal of others is in no result, no count and no name of theirs', async () => {
    const ctx = await fresh();
    const company = await portal.add({ objectType: 'company', values: { name: 'Quince Street' } });
    const [own, other] = await Promise.all(
      ['Quince - own', 'Quince - other'].map((dealname) =>
        portal.add({ objectType: 'deal', values: { dealname, dealstage: 'discovery' } }),
      ),
    );
    assert.ok(own !== undefined && other !== undefined);
    await write('Own: the wombat budget is set.', { deal: own, company });
    await write('Other: the wombat budget is cut.', { deal: other, company });
    await write('Company: a wombat on the sign.', { company });
    await syncAll(ctx);
    const maya = await ownerOf(ctx, await dealOf(ctx, own));
    const titles = (await find(maya, 'wombat')).hits.map(({ title }) => title).sort();
    assert.deepEqual(titles, ['Note on Quince - own', 'Note on Quince Street']);
    assert.equal((await find(maya, { query: 'wombat', account: 'Quince Street' })).hits.length, 2);
    assert.equal((await find(ctx, 'wombat')).hits.length, 3);
    const rows = await ctx.db
      .select({ id: crmNotes.id })
      .from(crmNotes)
      .where(eq(crmNotes.workspaceId, ctx.workspaceId));
    await noteChanges({ ctx, input: { kind: 'note', ids: rows.map(({ id }) => id) } });
    const waiting = (await find(ctx, 'wombat')).waiting - (await find(maya, 'wombat')).waiting;
    assert.ok(waiting >= 1, 'what they do not see does not wait for them');
  });

  test('how a customer is reached is not there for those it is kept from', async () => {
    const ctx = await fresh();
    const deal = await portal.add({ objectType: 'deal', values: { dealname: 'Birch', dealstage: 'discovery' } });
    await write('<p>The quokka lead moved.</p><p>Write to quokka.lead@birch.example instead.</p>', { deal });
    await syncAll(ctx);
    const outsider = reader(ctx, { role: 'read_only', scopes: null, seesOnly: null });
    const all = JSON.stringify(await find(outsider, 'quokka lead birch example instead'));
    assert.ok(all.includes('[e-mail]') && !all.includes('quokka.lead@birch.example'), all);
    assert.deepEqual(
      (await find(outsider, 'quokka.lead@birch.example')).hits.map(({ excerpt }) => excerpt.includes('@')),
      [false],
    );
    const seen = JSON.stringify(await find(ctx, 'quokka.lead@birch.example'));
    assert.ok(seen.includes('quokka.lead@birch.example'));
  });

  test('hangs on its lead still where leads are not to be read any more, also one that hangs on nothing else', async () => {
    const ctx = await fresh();
    const deal = await portal.add({ objectType: 'deal', values: { dealname: 'Sorrel', dealstage: 'discovery' } });
    const lead = await portal.add({
      objectType: 'lead',
      values: { hs_lead_name: 'Rosa Delgado' },
      associatedWith: [{ objectType: 'contact', id: await portal.idOf('contact-ana') }],
    });
    const alone = await write('The tapir pilot starts.', { lead });
    const both = await write('The gecko pilot starts.', { lead, deal });
    await syncAll(ctx);
    await syncRecords({ ctx, input: { objectType: 'lead', mode: 'incremental' } });
    const rows = await ctx.db.select().from(crmNotes).where(eq(crmNotes.workspaceId, ctx.workspaceId));
    const noteIds = rows.filter(({ externalId }) => [alone, both].includes(externalId)).map(({ id }) => id);
    async function tied(): Promise<(string | null)[]> {
      const ties = await listNoteTies({ ctx, input: { noteIds } });
      return ties.map(({ objectType }) => objectType).toSorted();
    }
    assert.deepEqual(await tied(), ['deal', 'lead', 'lead']);
    await portal.advance(settleMs);
    try {
      await portal.control('scopes', { scopes: allScopes.filter((scope) => !scope.includes('.leads.')) });
      for (const id of [alone, both]) {
        const values = { hs_note_body: 'The pilot starts in May.' };
        await portal.control('changes', { objectType: 'notes', id, values });
      }
      assert.deepEqual(await sync(ctx), { changed: 2, vanished: 0 });
      assert.deepEqual(await tied(), ['deal', 'lead', 'lead']);
    } finally {
      await portal.control('scopes', { scopes: allScopes });
    }
  });

  test('is passed over where the CRM keeps notes from us and always has', async () => {
    const ctx = await fresh();
    try {
      await portal.control('scopes', { scopes: allScopes.filter((scope) => !scope.includes('contacts')) });
      assert.deepEqual(await sync(ctx), { changed: 0, vanished: 0 });
    } finally {
      await portal.control('scopes', { scopes: allScopes });
    }
  });
});
