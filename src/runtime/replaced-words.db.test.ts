import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { askQuestion, assistantInteractions } from '#modules/assistant';
import { removeCall } from '#modules/calls';
import {
  applyChangeSet,
  changes,
  decideChanges,
  explainField,
  getChange,
  listSyncLog,
  previewChanges,
  proposeChangeSet,
  undoChanges,
} from '#modules/changesets';
import { contradictions, listContradictions } from '#modules/contradictions';
import { crmRecords, getRecord, listPropertyChanges } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { createNotificationReaders, renderView } from '#modules/notifications';
import { syncPeople } from '#modules/people';
import { createSearchEngine } from '#modules/search';
import type { Actor } from '#platform/context';
import { eq, sql } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { contact, createChangeWorld, deal, draftOf, setting } from '#test/change-world';
import { personOf } from '#test/graph-world';
import { workContextOf } from '#test/work-context';

const suite = await analysisSuite();
const world = await createChangeWorld(suite);
const { threads } = await suite.freshContext();
const ctx = { ...workContextOf(world.ctx).ctx, threads, search: createSearchEngine() };
const dealId = `${ctx.workspaceId}-deal-501`;
const contactId = `${ctx.workspaceId}-contact-301`;
const maya = personOf('maya@tidewater.example');
const all = personOf('erin@tidewater.example', { role: 'executive', seesOnly: null });
const system: Actor = { type: 'system', component: 'test' };
const kept = 'Marmalade team sends the hardship note.';
const readers = createNotificationReaders({
  baseUrl: () => 'http://127.0.0.1:8000',
  loadFurther: () => Promise.resolve(null),
});

async function callNamed(name: string): Promise<string> {
  const text = `Maya Okafor: Thanks for the ${name}.\nSam Ortiz: We would like to start in January.\n`;
  return (await analyzeText({ ctx, name: `${name}.txt`, text })).callId;
}

async function tie(callId: string): Promise<void> {
  await ctx.db.insert(callLinks).values({
    id: ctx.ids.create('callLink'),
    workspaceId: ctx.workspaceId,
    callId,
    objectType: 'deal',
    recordId: dealId,
    method: 'manual',
    confidence: 1,
    evidence: 'said by a test',
    createdAt: ctx.clock.now(),
  });
}

function draftFrom(callId: string, value: string) {
  const evidence = [{ callId, claimId: null, evidence: null, note: 'Said on the call.' }];
  return draftOf({ type: 'set_property', property: 'next_steps', value }, { evidence });
}

async function propose(callId: string, value: string): Promise<{ changeId: string; changeSetId: string }> {
  const { changes: made } = await proposeChangeSet({
    ctx,
    input: {
      kind: 'call',
      key: `call:${callId}:${value}`,
      title: 'A call',
      callId,
      analysisId: null,
      tainted: false,
      drafts: [draftFrom(callId, value)],
    },
  });
  const [{ changeId, changeSetId } = { changeId: '', changeSetId: '' }] = made;
  return { changeId, changeSetId };
}

/** Proposed, approved, written, and read by the mirror. */
async function write(callId: string, value: string): Promise<string> {
  const { changeId, changeSetId } = await propose(callId, value);
  const [row] = await ctx.db.select().from(changes).where(eq(changes.id, changeId));
  if (row?.state === 'waiting' || row?.state === 'suggested') {
    const decisions = [{ changeId, decision: 'approve' as const, value: null, reason: null }];
    await decideChanges({ ctx, input: { decisions } });
  }
  const { applied } = await applyChangeSet({ ctx, input: { changeSetId } });
  assert.equal(applied, 1);
  await world.sync();
  return changeId;
}

async function cardOf(changeSetId: string, actor: Actor): Promise<string> {
  const view = await readers.loadView({
    ctx: { ...ctx, actor },
    kind: 'approval_request',
    subject: { changeSetId },
  });
  assert.ok(view?.kind === 'approval_request');
  return JSON.stringify(renderView(view));
}

async function logFor(actor: Actor): Promise<string> {
  const { entries } = await listSyncLog({ ctx: { ...ctx, actor }, input: { limit: 50, beforeId: null } });
  return JSON.stringify(entries);
}

async function changeFor(actor: Actor, changeId: string): Promise<string> {
  return JSON.stringify(await getChange({ ctx: { ...ctx, actor }, input: { changeId } }));
}

async function stepsFor(actor: Actor): Promise<string | null> {
  const { properties } = await getRecord({ ctx: { ...ctx, actor }, input: { recordId: dealId } });
  return properties['next_steps'] ?? null;
}

describe('words of one call that the change of another call replaced', () => {
  const given = { unseen: '', seen: '', second: '' };

  before(async () => {
    await syncPeople({ ctx });
    given.unseen = await callNamed('marmalade');
    given.seen = await callNamed('quote');
    await tie(given.seen);
    await write(given.unseen, kept);
  });

  it('are on no card, whose readers nobody knows, and on that of whoever sees the call', async () => {
    const { changeId, changeSetId } = await propose(given.seen, 'They wait for the quote.');
    await ctx.db.update(changes).set({ state: 'waiting', verdict: 'ask' }).where(eq(changes.id, changeId));
    const posted = await cardOf(changeSetId, system);
    assert.doesNotMatch(posted, /Marmalade/);
    assert.match(posted, /words of another call, which are not shown here → \*They wait for the quote/);
    assert.match(await cardOf(changeSetId, all), /Marmalade/);
    assert.doesNotMatch(await cardOf(changeSetId, maya), /Marmalade/);
    assert.doesNotMatch(await changeFor(system, changeId), /Marmalade/);
    await ctx.db.update(changes).set({ state: 'rejected' }).where(eq(changes.id, changeId));
  });

  it('are in no line of the log of writes for whoever does not see the call', async () => {
    given.second = await write(given.seen, 'They wait for an answer.');
    assert.match(await logFor(all), /"from":"Marmalade/);
    const own = await logFor(maya);
    assert.match(own, /"from":"words of another call, which are not shown here"/);
    assert.match(own, /"to":"They wait for an answer."/);
    assert.doesNotMatch(own, /Marmalade/);
    assert.doesNotMatch(await logFor(system), /"from":"Marmalade/);
  });

  it('are put back by an undo whole, and are no words of the other call for it', async () => {
    await undoChanges({ ctx, input: { changeId: given.second } });
    await world.sync();
    assert.equal(world.crm.currentValue(deal, 'next_steps'), kept);
    assert.equal(await stepsFor(all), kept);
    assert.equal(await stepsFor(maya), null);
    assert.doesNotMatch(await changeFor(maya, given.second), /Marmalade/);
    const history = { recordId: dealId, properties: ['next_steps'], limit: 50 };
    const entries = await listPropertyChanges({ ctx: { ...ctx, actor: maya }, input: history });
    assert.doesNotMatch(JSON.stringify(entries), /Marmalade/);
  });

  it('are in no preview for whoever does not see the call', async () => {
    const drafts = [draftFrom(given.seen, 'They wait for a call.')];
    const input = { saidAt: ctx.clock.now().toISOString(), tainted: false, drafts };
    const [own] = await previewChanges({ ctx, input });
    assert.equal(own?.oldValue, kept);
    const [unattended] = await previewChanges({ ctx: { ...ctx, actor: system }, input });
    assert.deepEqual([unattended?.oldValue, unattended?.oldValueKept], [null, true]);
  });

  it('are not repeated where an undo or a write says why it stopped', async () => {
    const first = await write(given.seen, 'They wait for a letter.');
    await write(given.unseen, 'Marmalade is off the table.');
    const { changes: refused } = await undoChanges({ ctx: { ...ctx, actor: maya }, input: { changeId: first } });
    assert.equal(refused[0]?.state, 'undo_refused');
    assert.match(refused[0]?.reason ?? '', /Since it was written, it was set to words of a call by Sophia/);
    assert.doesNotMatch(await changeFor(maya, first), /Marmalade/);
    assert.doesNotMatch(await logFor(maya), /Marmalade/);
    world.crm.edit(deal, { property: 'next_steps', value: 'Ring Sam', source: 'person' });
    await world.sync();
    const again = await undoChanges({ ctx: { ...ctx, actor: maya }, input: { changeId: first } });
    assert.match(again.changes[0]?.reason ?? '', /it was set to "Ring Sam" by/);
    assert.equal(await stepsFor(maya), 'Ring Sam');
  });

  it('are not what the CRM says in a contradiction that another call found', async () => {
    const id = ctx.ids.create('contradiction');
    const { workspaceId } = ctx;
    const evidence = [{ callId: given.seen, claimId: null, evidence: null, note: 'Said on the call.', emailId: null }];
    const said = { kind: 'next_step', property: 'next_steps', crmValue: kept, saidValue: 'A letter' } as const;
    const times = { saidAt: ctx.clock.now(), foundAt: ctx.clock.now() };
    await ctx.db
      .insert(contradictions)
      .values({ id, workspaceId, recordId: dealId, callId: given.seen, evidence, state: 'open', ...said, ...times });
    const found = new Map<string, string | null | undefined>();
    for (const [name, actor] of Object.entries({ maya, all, system })) {
      const input = { state: 'open', recordId: dealId, limit: 10 } as const;
      const listed = await listContradictions({ ctx: { ...ctx, actor }, input });
      const [one] = listed.contradictions;
      found.set(name, one?.crmValueKept === true ? `kept ${one.crmValue}` : one?.crmValue);
    }
    assert.deepEqual(Object.fromEntries(found), { maya: 'kept null', all: kept, system: 'kept null' });
    const input = { question: 'where do calls and the crm disagree', channel: 'api', conversation: null } as const;
    const answers = [];
    for (const actor of [maya, all]) answers.push(JSON.stringify(await askQuestion({ ctx: { ...ctx, actor }, input })));
    assert.deepEqual(
      answers.map((answer) => answer.includes('Marmalade')),
      [false, true],
    );
  });

  it('are told to nobody once the call is gone, though the change of the other call has put them back', async () => {
    const words = 'Marmalade stays off the table.';
    await write(given.unseen, words);
    const question = 'what are the next steps of Larkspur Hill?';
    const { text } = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    assert.match(text, /Marmalade/);
    const changeId = await write(given.seen, 'They wait for the new quote.');
    await undoChanges({ ctx, input: { changeId } });
    await world.sync();
    const { left } = await removeCall({ ctx, input: { callId: given.unseen, reason: 'private' } });
    assert.ok(left.some(({ label }) => label === 'HubSpot deal 501 (Larkspur Hill), next_steps'));
    for (const actor of [maya, all, ctx.actor]) {
      assert.equal(await stepsFor(actor), null);
      assert.doesNotMatch(await logFor(actor), /Marmalade/);
      assert.doesNotMatch(await changeFor(actor, changeId), /Marmalade/);
    }
    const remembered = await ctx.db.execute(sql`select from assistant_interactions
      where workspace_id = ${ctx.workspaceId} and position(${words} in answer::text) > 0`);
    assert.equal(remembered.rows.length, 0);
    const input = { saidAt: ctx.clock.now().toISOString(), tainted: false, drafts: [setting('next_steps', 'A')] };
    assert.equal((await previewChanges({ ctx, input }))[0]?.oldValue, null);
    assert.equal(await stepsFor(system), words);
  });

  it('are named as left behind only where they stand still, and explained as of a call that is gone', async () => {
    const callId = await callNamed('plum');
    await write(callId, 'Plum sends the terms.');
    world.crm.edit(deal, { property: 'next_steps', value: 'Ring Sam again', source: 'person' });
    await world.sync();
    assert.deepEqual((await removeCall({ ctx, input: { callId, reason: 'private' } })).left, []);
    const explained = await explainField({ ctx, input: { recordId: dealId, property: 'next_steps' } });
    assert.equal(explained.wroteFromRemovedCall, true);
  });

  it('leave answers alone that have the like from elsewhere, or from a change that was never written', async () => {
    const [said, refused] = ['Invoice Tangerine in April.', 'Tangerine wants a second look.'];
    const callId = await callNamed('tangerine');
    const { changeId } = await propose(callId, refused);
    await ctx.db.update(changes).set({ state: 'rejected' }).where(eq(changes.id, changeId));
    await write(callId, said);
    const one = { number: 1, type: 'record', label: 'A record', quote: null, speaker: null, turn: null };
    function answered(text: string, recordId: string | null) {
      const callId = recordId === null ? given.seen : null;
      const citations = [{ ...one, callId, recordId, subjectId: null, path: null, crmAddress: null }];
      return { text, citations, lines: [], figures: [], queries: [], unknown: [], choices: [], actions: [] };
    }
    const answers = {
      'tangerine-here': answered(`The next step is: ${said}`, dealId),
      'tangerine-disagrees': answered(`The CRM says: ${said}`, null),
      'tangerine-elsewhere': answered(`The mood is: ${said}`, contactId),
      'tangerine-refused': answered(`Set by a person: ${refused}`, dealId),
    };
    const { workspaceId } = ctx;
    for (const [id, answer] of Object.entries(answers)) {
      const { answerId } = await askQuestion({
        ctx,
        input: { question: 'how much pipeline do we have?', channel: 'api', conversation: null },
      });
      await ctx.db.update(assistantInteractions).set({ id, answer }).where(eq(assistantInteractions.id, answerId));
    }
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    const { rows } = await ctx.db.execute<{ id: string }>(sql`select id from assistant_interactions
      where workspace_id = ${workspaceId} and answer ->> 'text' like '%Tangerine%' order by id`);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['tangerine-elsewhere', 'tangerine-refused'],
    );
  });

  it('are what was read back also while a change is taken back, where that was refused, and once the call is gone', async () => {
    const stored = 'Apricot review, as the CRM stores it.';
    const callId = await callNamed('apricot');
    const changeId = await write(callId, 'Apricot review.');
    await ctx.db.update(changes).set({ readBackValue: stored }).where(eq(changes.id, changeId));
    world.crm.edit(deal, { property: 'next_steps', value: stored, source: 'person' });
    await world.sync();
    for (const state of ['applied', 'undoing', 'undo_refused'] as const) {
      await ctx.db.update(changes).set({ state }).where(eq(changes.id, changeId));
      assert.deepEqual([await stepsFor(maya), await stepsFor(all)], [null, stored], state);
    }
    await ctx.db.update(changes).set({ state: 'undone' }).where(eq(changes.id, changeId));
    assert.equal(await stepsFor(maya), stored, 'what stands after an undo is of somebody else');
    await ctx.db.update(changes).set({ state: 'undo_refused' }).where(eq(changes.id, changeId));
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.deepEqual([await stepsFor(maya), await stepsFor(all)], [null, null]);
  });

  it('are kept on the record that has taken in the one that they were written on, through several merges', async () => {
    const summary = 'I need it to hold the marmalade fee.';
    const callId = await callNamed('merger');
    const { changes: made } = await proposeChangeSet({
      ctx,
      input: {
        kind: 'call',
        key: 'call:merger',
        title: 'A call',
        callId,
        analysisId: null,
        tainted: false,
        drafts: [
          draftOf(
            { type: 'set_property', property: 'last_call_summary', value: summary },
            { target: contact, targetName: 'Sam Ortiz' },
          ),
        ],
      },
    });
    await ctx.db
      .update(changes)
      .set({ state: 'applied', facts: sql`${changes.facts} || '{"value": "text"}'::jsonb` })
      .where(eq(changes.id, made[0]?.changeId ?? ''));
    const [loser] = await ctx.db.select().from(crmRecords).where(eq(crmRecords.id, contactId));
    assert.ok(loser !== undefined);
    const ids = ['302', '303'].map((externalId) => ({ id: `${ctx.workspaceId}-contact-${externalId}`, externalId }));
    const properties = { ...loser.properties, last_call_summary: summary };
    await ctx.db.insert(crmRecords).values(ids.map((named) => ({ ...loser, ...named, properties })));
    async function summaryFor(actor: Actor): Promise<string | null | undefined> {
      const { properties: shown } = await getRecord({
        ctx: { ...ctx, actor },
        input: { recordId: ids[1]?.id ?? '' },
      });
      return shown['last_call_summary'];
    }
    assert.equal(await summaryFor(maya), summary, 'the records have nothing to do with each other yet');
    const [first = '', second = ''] = ids.map(({ id }) => id);
    await ctx.db.update(crmRecords).set({ mergedInto: first }).where(eq(crmRecords.id, contactId));
    await ctx.db.update(crmRecords).set({ mergedInto: second }).where(eq(crmRecords.id, first));
    assert.equal(await summaryFor(maya), null);
    assert.equal(await summaryFor(all), summary);
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    for (const actor of [maya, all, ctx.actor]) assert.equal(await summaryFor(actor), null);
  });
});
