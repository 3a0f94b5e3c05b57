import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { askQuestion, getAnswer } from '#modules/assistant';
import { removeCall } from '#modules/calls';
import { changes, proposeChangeSet } from '#modules/changesets';
import { crmRecords } from '#modules/crm';
import { syncPeople } from '#modules/people';
import { createSearchEngine } from '#modules/search';
import { withRequestKey } from '#platform/request-keys';
import { eq, sql } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createChangeWorld, draftOf } from '#test/change-world';
import { openModelWorld } from '#test/model-world';
import { workContextOf } from '#test/work-context';

const suite = await analysisSuite();
const world = await createChangeWorld(suite);
const { threads } = await suite.freshContext();
const ctx = { ...workContextOf(world.ctx).ctx, threads, search: createSearchEngine() };
const dealId = `${ctx.workspaceId}-deal-501`;
const contactId = `${ctx.workspaceId}-contact-301`;
const vendors = await openModelWorld();
after(() => vendors.close());

/** A call from which a field of the deal was written. */
async function wroteFrom(name: string, { property, value }: { property: string; value: string }): Promise<string> {
  const text = `Maya Okafor: Thanks for the ${name}.\nSam Ortiz: We would like to start in January.\n`;
  const { callId } = await analyzeText({ ctx, name: `${name}.txt`, text });
  const evidence = [{ callId, claimId: null, evidence: null, note: 'Said on the call.' }];
  const drafts = [draftOf({ type: 'set_property', property, value }, { evidence })];
  const set = {
    kind: 'call',
    key: `call:${callId}`,
    title: 'A call',
    callId,
    analysisId: null,
    tainted: false,
  } as const;
  const { changes: made } = await proposeChangeSet({ ctx, input: { ...set, drafts } });
  const [{ changeId } = { changeId: '' }] = made;
  await ctx.db
    .update(changes)
    .set({ state: 'applied', facts: sql`${changes.facts} || '{"value": "text"}'::jsonb` })
    .where(eq(changes.id, changeId));
  await ctx.db
    .update(crmRecords)
    .set({ properties: sql`${crmRecords.properties} || ${JSON.stringify({ [property]: value })}::jsonb` })
    .where(eq(crmRecords.id, dealId));
  return callId;
}

function ask(question: string, models = ctx.models): Promise<Answer> {
  return askQuestion({ ctx: { ...ctx, models }, input: { question, channel: 'api', conversation: null } });
}

async function kept({ answerId }: Answer): Promise<string> {
  return JSON.stringify((await getAnswer({ ctx, input: { answerId } })).answer);
}

describe('words of a call that is taken out', () => {
  before(() => syncPeople({ ctx }));

  it('leave an answer that groups deals, which cites none of them, and what is kept to answer a request again', async () => {
    const value = 'Sunfisher Analytics';
    const callId = await wroteFrom('sunfisher', { property: 'main_competitor', value });
    const told = await ask('open deals by competitor');
    assert.match(JSON.stringify(told.lines), /Sunfisher Analytics: 1 deal/);
    assert.deepEqual(told.citations, []);
    const request = { ctx, client: 'one', key: 'sunfisher', requestHash: 'h' };
    await withRequestKey(request, async () => ({ status: 200, body: JSON.stringify(told) }));
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.doesNotMatch(await kept(told), /Sunfisher/);
    assert.equal((await withRequestKey(request, async () => ({ status: 200, body: 'anew' }))).body, 'anew');
  });

  it('leave the reasons for which deals were lost, also as they are read out', async () => {
    const value = 'The persimmon_fee was too high';
    const callId = await wroteFrom('persimmon', { property: 'closed_lost_reason', value });
    const stage = JSON.stringify({ dealstage: 's3' });
    await ctx.db.execute(sql`update crm_definitions set body = jsonb_set(body, '{stages,2,isWon}', 'false')
      where workspace_id = ${ctx.workspaceId} and kind = 'pipeline'`);
    await ctx.db.execute(sql`update crm_records set properties = properties || ${stage}::jsonb where id = ${dealId}`);
    const told = await ask('why did we lose deals?');
    assert.match(JSON.stringify(told.lines), /persimmon fee was too high: 1/);
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.doesNotMatch(await kept(told), /persimmon/);
    const open = JSON.stringify({ dealstage: 's1' });
    await ctx.db.execute(sql`update crm_records set properties = properties || ${open}::jsonb where id = ${dealId}`);
  });

  it('leave an answer that a model has planned, which cites less than it tells', async () => {
    const value = 'Invoice quincely in April.';
    const callId = await wroteFrom('quincely', { property: 'next_steps', value });
    const known = { kind: 'deal.next_step', question: 'what is the next step for Larkspur Hill?' };
    const said = { text: value, refs: ['1.0'] };
    await vendors.control('answers', {
      answers: [
        { calls: [{ name: 'answer_known_question', input: known }] },
        { calls: [{ name: 'give_answer', input: { statements: [said], notKnown: [], outOfScope: false } }] },
      ],
    });
    const told = await ask('Could you weigh everything against everything else?', vendors.gateway(['anthropic']));
    assert.deepEqual([told.mode, told.lines.length], ['model', 1], JSON.stringify(told));
    assert.match(JSON.stringify(told.lines), /quincely/);
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.doesNotMatch(await kept(told), /quincely/);
  });

  it('leave a line without a proof beside one that cites another record, and stay where that record has the like', async () => {
    const value = 'Ring the damson office.';
    const callId = await wroteFrom('damson', { property: 'next_steps', value });
    const one = { number: 1, type: 'record', label: 'A record', quote: null, speaker: null, turn: null, callId: null };
    const citations = [{ ...one, recordId: contactId, subjectId: null, path: null, crmAddress: null }];
    const bare = { text: '', figures: [], queries: [], unknown: [], choices: [], actions: [], citations };
    const cited = { text: 'The contact', citations: [1] };
    const lines = { bare: [{ text: value, citations: [] }, cited], like: [{ text: value, citations: [1] }] };
    const found: string[] = [];
    const answers = await Promise.all([ask('how much pipeline do we have?'), ask('how many open deals are there?')]);
    for (const [place, name] of (['bare', 'like'] as const).entries()) {
      const answer = JSON.stringify({ ...bare, lines: lines[name] });
      await ctx.db.execute(sql`update assistant_interactions set answer = answer || ${answer}::jsonb
        where id = ${answers[place]?.answerId}`);
    }
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    for (const answer of answers) found.push(String((await kept(answer)).includes('damson')));
    assert.deepEqual(found, ['false', 'true']);
  });
});
