import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DraftChange } from '#contracts';
import { askQuestion } from '#modules/assistant';
import { removeCall } from '#modules/calls';
import { changes, explainField, getChange, proposeChangeSet } from '#modules/changesets';
import { crmPropertyChanges, crmRecords, getRecord, lastChangeOf, listPropertyChanges } from '#modules/crm';
import { indexPending, repairSearch, searchChunks } from '#modules/search';
import type { Actor } from '#platform/context';
import { eq, sql } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { contact, deal, draftOf } from '#test/change-world';
import { createGraphAsker, createGraphWorld, type GraphAsker, personOf } from '#test/graph-world';

const suite = await analysisSuite();
const { ctx, callIds, dealId } = await createGraphWorld(suite);
const [callId = '', otherCallId = ''] = callIds;
const contactId = `${ctx.workspaceId}-contact-301`;
const maya = personOf('maya@tidewater.example');
const ben = personOf('ben@tidewater.example');
const all = personOf('erin@tidewater.example', { role: 'executive', seesOnly: null });
const askers = {
  maya: await createGraphAsker({ ...ctx, actor: maya }),
  ben: await createGraphAsker({ ...ctx, actor: ben }),
  all: await createGraphAsker({ ...ctx, actor: all }),
  operator: await createGraphAsker(ctx),
};
after(() => Promise.all(Object.values(askers).map(({ server }) => server.close())));

const summary = 'I need it to hold the marmalade fee when there is a hardship note.';
const onContact = { target: contact, targetName: 'Sam Ortiz' };
const steps = 'Marmalade team sends the hardship note.';

async function field(asker: GraphAsker, { of, name }: { of: string; name: string }): Promise<string> {
  const url = `/api/v1/records/${of}/fields/${name}?workspace=${ctx.workspaceId}`;
  const answer = await asker.server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.body;
}

async function searched(asker: GraphAsker): Promise<string> {
  const url = `/api/v1/search?q=marmalade+hardship&workspace=${ctx.workspaceId}`;
  const answer = await asker.server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  assert.equal(answer.statusCode, 200, answer.body);
  const { data, errors } = await asker.ask('{ search(query: "marmalade hardship") { hits { title excerpt } } }');
  assert.equal(errors, undefined);
  return `${JSON.stringify(answer.json().data ?? answer.json())} ${JSON.stringify(data)}`.replaceAll(
    'marmalade hardship',
    '',
  );
}

async function historyOf(actor: Actor, recordId: string): Promise<string> {
  const input = { recordId, properties: null, limit: 50 };
  return JSON.stringify(await listPropertyChanges({ ctx: { ...ctx, actor }, input }));
}

/** Into the mirror, as the CRM has it after Sophia wrote it. */
async function stand(recordId: string, { property, value }: { property: string; value: string }): Promise<void> {
  await ctx.db
    .update(crmRecords)
    .set({ properties: sql`${crmRecords.properties} || ${JSON.stringify({ [property]: value })}::jsonb` })
    .where(eq(crmRecords.id, recordId));
  await ctx.db.insert(crmPropertyChanges).values({
    workspaceId: ctx.workspaceId,
    recordId,
    property,
    value,
    at: ctx.clock.now(),
    position: 900 + value.length,
    source: 'sophia',
    sourceType: 'INTEGRATION',
  });
}

async function index(): Promise<void> {
  await repairSearch({ ctx, input: { what: 'drift' } });
  while ((await indexPending({ ctx, input: { limit: 50 } })).more);
}

async function write(
  from: string,
  {
    property,
    value,
    type = 'text',
    ...given
  }: Partial<DraftChange> & { property: string; value: string; type?: string },
): Promise<string> {
  const evidence = [{ callId: from, claimId: null, evidence: null, note: 'Said on the call.' }];
  const draft = draftOf({ type: 'set_property', property, value }, { evidence, ...given });
  const { changes: made } = await proposeChangeSet({
    ctx,
    input: {
      kind: 'call',
      key: `call:${from}:${property}`,
      title: 'A call',
      callId: from,
      analysisId: null,
      tainted: false,
      drafts: [draft],
    },
  });
  const changeId = made[0]?.changeId ?? '';
  // This CRM knows no such field of contacts, which is of no interest here.
  const facts = sql`${changes.facts} || ${JSON.stringify({ value: type })}::jsonb`;
  await ctx.db
    .update(changes)
    .set({ state: 'applied', appliedAt: ctx.clock.now(), facts })
    .where(eq(changes.id, changeId));
  return changeId;
}

describe('the words of a call that Sophia wrote into the CRM', () => {
  before(async () => {
    await write(callId, { ...onContact, property: 'last_call_summary', value: summary });
    await write(callId, { target: deal, property: 'next_steps', value: steps });
    await stand(contactId, { property: 'last_call_summary', value: summary });
    await stand(dealId, { property: 'next_steps', value: steps });
    await index();
  });

  it('are read by whoever sees the call, and are not there for another', async () => {
    const name = 'last_call_summary';
    for (const asker of [askers.maya, askers.all, askers.operator]) {
      assert.match(await field(asker, { of: 'contact/301', name }), /marmalade/);
    }
    const kept = await field(askers.ben, { of: 'contact/301', name });
    assert.doesNotMatch(kept, /marmalade/);
    assert.match(kept, /"value":null/);
    assert.match(await historyOf(maya, contactId), /marmalade/);
    assert.ok(!(await historyOf(ben, contactId)).includes('marmalade'));
    const input = { recordId: contactId, property: name };
    assert.equal(await lastChangeOf({ ctx: { ...ctx, actor: ben }, input }), null);
    assert.equal((await explainField({ ctx: { ...ctx, actor: ben }, input })).value, null);
    assert.equal((await explainField({ ctx: { ...ctx, actor: maya }, input })).value, summary);
  });

  it('are in no search, where the call is found by itself', async () => {
    for (const asker of Object.values(askers)) assert.doesNotMatch(await searched(asker), /marmalade/iu);
  });

  it('leave the index by themselves where an earlier one has them', async () => {
    const version = sql`update search_documents set source_version = replace(source_version, '/2', '')
      where workspace_id = ${ctx.workspaceId} and record_id is not null`;
    await ctx.db.execute(version);
    await ctx.db.update(searchChunks).set({ text: summary }).where(eq(searchChunks.workspaceId, ctx.workspaceId));
    await index();
    const { rows } = await ctx.db.execute(sql`select chunk.id from search_chunks chunk
      join search_documents document on document.id = chunk.document_id
      where document.workspace_id = ${ctx.workspaceId} and document.record_id is not null and chunk.text like '%marmalade%'`);
    assert.deepEqual(rows, []);
  });

  it('are not told as what another change replaced', async () => {
    const property = 'last_call_summary';
    const changeId = await write(otherCallId, { ...onContact, property, value: 'They wait for the quote.' });
    await ctx.db.update(changes).set({ oldValue: summary }).where(eq(changes.id, changeId));
    const asked = { ctx: { ...ctx, actor: maya }, input: { changeId } };
    assert.equal((await getChange(asked)).oldValue, summary);
    await ctx.db.execute(sql`delete from call_links where call_id = ${callId}`);
    assert.equal((await getChange(asked)).oldValue, null);
    const { written } = await explainField({ ...asked, input: { recordId: contactId, property } });
    assert.deepEqual([written?.changeId, written?.oldValue], [changeId, null]);
    assert.equal((await getChange({ ...asked, ctx: { ...ctx, actor: all } })).oldValue, summary);
  });

  it('are in no answer to whoever does not see them, and in none once the call is gone', async () => {
    const question = 'what are the next steps of Larkspur Hill?';
    const told = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    const after = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    assert.ok(!JSON.stringify(after).includes('Marmalade'), told.text);
    for (const asker of Object.values(askers)) {
      assert.ok(!(await field(asker, { of: 'contact/301', name: 'last_call_summary' })).includes('marmalade'));
    }
    for (const actor of [maya, all, ctx.actor]) {
      const { properties } = await getRecord({ ctx: { ...ctx, actor }, input: { recordId: dealId } });
      assert.equal(properties['next_steps'], null);
      assert.ok(!(await historyOf(actor, dealId)).includes('Marmalade'));
    }
    const system = { ...ctx, actor: { type: 'system', component: 'test' } as const };
    assert.equal((await getRecord({ ctx: system, input: { recordId: dealId } })).properties['next_steps'], steps);
    await ctx.db.execute(sql`update search_documents set source_version = '' where workspace_id = ${ctx.workspaceId}`);
    await index();
    for (const asker of Object.values(askers)) assert.doesNotMatch(await searched(asker), /marmalade/iu);
    await stand(dealId, { property: 'next_steps', value: 'Call Sam again' });
    const { properties } = await getRecord({ ctx: { ...ctx, actor: maya }, input: { recordId: dealId } });
    assert.equal(properties['next_steps'], 'Call Sam again');
  });
});

describe('what else of a call stands on a contact', () => {
  it('is kept whatever its kind, also where nobody knows yet whether it arrived, and from everybody once the call is gone', async () => {
    const values = { last_call_sentiment: 'negative', last_call_topics: 'The gooseberry clause' };
    const [mood, topics] = ['last_call_sentiment', 'last_call_topics'] as const;
    await write(otherCallId, { ...onContact, property: mood, value: values[mood], type: 'enumeration' });
    const changeId = await write(otherCallId, { ...onContact, property: topics, value: values[topics] });
    // The answer to it was lost: it waits again, and nobody knows what the CRM has.
    await ctx.db.update(changes).set({ state: 'waiting', appliedAt: null }).where(eq(changes.id, changeId));
    await ctx.db.execute(sql`insert into effects
        (id, workspace_id, target, kind, key, marker, state, created_at, updated_at)
      values (${`eff_${changeId}`}, ${ctx.workspaceId}, 'hubspot', 'set_property', ${`change:${changeId}:r0`}, ${changeId},
        'sending', now(), now())`);
    for (const [property, value] of Object.entries(values)) await stand(contactId, { property, value });
    for (const name of [mood, topics]) {
      assert.match(await field(askers.maya, { of: 'contact/301', name }), new RegExp(`"value":"${values[name]}"`));
      assert.match(await field(askers.ben, { of: 'contact/301', name }), /"value":null/);
    }
    await removeCall({ ctx, input: { callId: otherCallId, reason: 'private' } });
    for (const asker of Object.values(askers)) {
      for (const name of [mood, topics]) {
        assert.match(await field(asker, { of: 'contact/301', name }), /"value":null/, name);
      }
    }
  });
});
