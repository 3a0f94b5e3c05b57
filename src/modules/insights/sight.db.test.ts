import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  findCall,
  getCallSource,
  getTranscript,
  getWorkload,
  listCalls,
  listCallVersions,
  resolveCall,
} from '#modules/calls';
import {
  crmRecords,
  findRecord,
  getRecord,
  listActivitiesOf,
  listPropertyChanges,
  listPropertyChangesOf,
  listRecords,
  listUpcomingMeetings,
  resolveAccount,
  resolveRecord,
} from '#modules/crm';
import {
  callLinks,
  callMatches,
  getMatch,
  listCallsOfPeriod,
  listCallsOfRecord,
  listCallsOfRecords,
} from '#modules/matching';
import { syncPeople } from '#modules/people';
import type { Actor, Grant } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { type ChangeTestContext, createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { compareInsights, getPassage, getReport, listAnalyses, listReports, searchInCall } from './index.ts';

const suite = await databaseForSuite();
const { ctx } = await createChangeWorld(suite);
await syncPeople({ ctx });
const dealId = `${ctx.workspaceId}-deal-501`;
const secretTitle = 'Larkspur renewal, hush hush';
const customer = partyOf({ side: 'external', name: 'Sam Field', speakerId: '2', email: 'sam@larkspur.example' });
const ofDeal = await storeCall({
  ctx,
  externalId: 'deal',
  startedAt: '2026-09-10T10:00:00.000Z',
  parties: [customer],
  title: secretTitle,
});
await ctx.db.insert(callLinks).values({
  id: ctx.ids.create('callLink'),
  workspaceId: ctx.workspaceId,
  callId: ofDeal,
  objectType: 'deal',
  recordId: dealId,
  method: 'manual',
  confidence: 1,
  evidence: 'said by a test',
  createdAt: ctx.clock.now(),
});
const attended = await storeCall({
  ctx,
  externalId: 'attended',
  startedAt: '2026-09-11T10:00:00.000Z',
  parties: [customer, partyOf({ side: 'internal', name: 'Ben', speakerId: '1', email: 'Ben@tidewater.example' })],
  title: 'A chat that Ben attended',
});

function person(email: string, given: Partial<Grant> = {}): Extract<Actor, { type: 'user' }> {
  const grant: Grant = { role: 'representative', scopes: null, seesOnly: [email], ...given };
  return { type: 'user', userId: `usr_${email}`, name: email, email, grant, credentialId: 'ses_1' };
}

function as(actor: Actor): ChangeTestContext {
  return { ...ctx, actor };
}

const maya = as(person('maya@tidewater.example'));
const ben = as(person('ben@tidewater.example'));
const lead = as(
  person('lead@tidewater.example', { role: 'manager', seesOnly: ['lead@tidewater.example', 'maya@tidewater.example'] }),
);
const nobody = as(person('nobody@tidewater.example', { seesOnly: [] }));
const agentOfBen = as({ type: 'agent', keyId: 'key_1', name: 'Assistant', actsFor: person('ben@tidewater.example') });
const executive = as(person('ceo@tidewater.example', { role: 'executive', seesOnly: null }));

async function callsSeenBy(reader: ChangeTestContext): Promise<string[]> {
  const { calls } = await listCalls({ ctx: reader, input: { limit: 10, beforeCallId: null } });
  return calls.map(({ callId }) => callId);
}

async function answerOf(work: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work) ?? 'nothing';
  } catch (error) {
    assert.ok(error instanceof SophiaError && error.entry.httpStatus === 404, String(error));
    return `${error.code} ${error.message} ${JSON.stringify(error.details)}`;
  }
}

describe('the calls that somebody sees', () => {
  it('are those of their deals, those they attended, and for who leads a team those of the team', async () => {
    assert.deepEqual(await callsSeenBy(maya), [ofDeal]);
    assert.deepEqual(await callsSeenBy(ben), [attended]);
    assert.deepEqual(await callsSeenBy(lead), [ofDeal]);
    assert.deepEqual(await callsSeenBy(nobody), []);
    assert.deepEqual(await callsSeenBy(executive), [attended, ofDeal]);
    assert.deepEqual(await callsSeenBy(agentOfBen), await callsSeenBy(ben));
  });

  it('are all that is counted', async () => {
    const numbers = [];
    for (const reader of [maya, nobody, executive]) {
      const { calls } = await getWorkload({ ctx: reader });
      const { total } = await listCallsOfPeriod({
        ctx: reader,
        input: { from: '2026-09-01', to: '2026-09-30', limit: 1 },
      });
      numbers.push([calls, total]);
    }
    assert.deepEqual(numbers, [
      [1, 1],
      [0, 0],
      [2, 2],
    ]);
  });

  it('are all that any verb tells of: no title, no word, no id of another', async () => {
    for (const reader of [ben, agentOfBen, nobody]) {
      const asked: Readonly<Record<string, () => Promise<unknown>>> = {
        findCall: () => findCall({ ctx: reader, input: { text: 'hush' } }),
        resolveCall: () => resolveCall({ ctx: reader, input: { reference: ofDeal } }),
        getTranscript: () => getTranscript({ ctx: reader, input: { callId: ofDeal, version: null } }),
        getCallSource: () => getCallSource({ ctx: reader, input: { callId: ofDeal } }),
        getPassage: () => getPassage({ ctx: reader, input: { id: `${ofDeal}#0.0`, version: null, around: 2 } }),
        listCallVersions: () => listCallVersions({ ctx: reader, input: { callId: ofDeal } }),
        getReport: () => getReport({ ctx: reader, input: { callId: ofDeal, analysisId: null } }),
        compareInsights: () => compareInsights({ ctx: reader, input: { callId: ofDeal, analysisId: null } }),
        listAnalyses: () => listAnalyses({ ctx: reader, input: { callId: ofDeal } }),
        listReports: () => listReports({ ctx: reader, input: { limit: 10, beforeCallId: null } }),
        searchInCall: () => searchInCall({ ctx: reader, input: { callId: ofDeal, query: 'speak', limit: 3 } }),
        getMatch: () => getMatch({ ctx: reader, input: { callId: ofDeal } }),
        listCallsOfRecord: () => listCallsOfRecord({ ctx: reader, input: { recordId: dealId, limit: 10 } }),
        listCallsOfRecords: async () => [
          ...(await listCallsOfRecords({ ctx: reader, input: { recordIds: [dealId], limit: 10 } })),
        ],
      };
      for (const [name, work] of Object.entries(asked)) {
        const answer = await answerOf(work());
        for (const secret of [secretTitle, 'Good to speak']) {
          if (name !== 'listReports' || secret === secretTitle)
            assert.ok(!answer.includes(secret), `${name}: ${answer}`);
        }
      }
    }
    assert.equal((await getTranscript({ ctx: maya, input: { callId: ofDeal, version: null } })).callId, ofDeal);
    const seen = { id: `${ofDeal}#0.0`, version: null, around: 0 };
    assert.equal((await getPassage({ ctx: maya, input: seen })).text, 'Good to speak with you today.');
    await assert.rejects(getPassage({ ctx: ben, input: seen }), { code: 'call.not-found' });
    await assert.rejects(getPassage({ ctx: ben, input: { ...seen, id: `${ofDeal}#99` } }), { code: 'call.not-found' });
  });
});

describe('what a call is about', () => {
  it('names no deal to whoever attended the call and does not see the deal', async () => {
    await ctx.db.insert(callMatches).values({
      callId: attended,
      workspaceId: ctx.workspaceId,
      state: 'ambiguous',
      manual: false,
      attempts: 1,
      candidates: [{ recordId: dealId, name: 'Larkspur Hill', score: 1, because: ['the title'] }],
      firstTriedAt: ctx.clock.now(),
      lastTriedAt: ctx.clock.now(),
    });
    const seen = await getMatch({ ctx, input: { callId: attended } });
    assert.equal(seen?.candidates.length, 1);
    const found = await getMatch({ ctx: ben, input: { callId: attended } });
    assert.deepEqual([found?.callId, found?.candidates, found?.links], [attended, [], []]);
  });
});

describe('the deals that somebody sees', () => {
  it('are their own, and of others there is neither name nor amount nor history', async () => {
    const listing = { objectType: 'deal', limit: 10, cursor: null } as const;
    assert.equal((await listRecords({ ctx: maya, input: listing })).records.length, 1);
    assert.equal((await getRecord({ ctx: lead, input: { recordId: dealId } })).name, 'Larkspur Hill');
    for (const reader of [ben, agentOfBen, nobody]) {
      const asked: Readonly<Record<string, () => Promise<unknown>>> = {
        listRecords: () => listRecords({ ctx: reader, input: listing }),
        getRecord: () => getRecord({ ctx: reader, input: { recordId: dealId } }),
        findRecord: () => findRecord({ ctx: reader, input: { objectType: 'deal', externalId: '501' } }),
        resolveRecord: () => resolveRecord({ ctx: reader, input: { objectType: 'deal', text: 'lark' } }),
        resolveAccount: () => resolveAccount({ ctx: reader, input: { text: 'lark' } }),
        listPropertyChanges: () =>
          listPropertyChanges({ ctx: reader, input: { recordId: dealId, properties: null, limit: 10 } }),
        listPropertyChangesOf: async () => [
          ...(await listPropertyChangesOf({ ctx: reader, input: { recordIds: [dealId], limit: 10 } })),
        ],
        listActivitiesOf: async () => [...(await listActivitiesOf({ ctx: reader, input: { recordIds: [dealId] } }))],
        listUpcomingMeetings: () => listUpcomingMeetings({ ctx: reader, input: { withinMinutes: 60, limit: 10 } }),
      };
      for (const [name, work] of Object.entries(asked)) {
        const answer = await answerOf(work());
        assert.ok(!answer.includes('Larkspur') && !answer.includes('30000'), `${name}: ${answer}`);
      }
    }
  });
});

describe('a field that is kept from somebody', () => {
  it('is not in a record, its history or who took part in a call, and nothing is found by it', async () => {
    const reader = as(person('audit@tidewater.example', { role: 'read_only', seesOnly: null }));
    const contact = { objectType: 'contact', externalId: '301' } as const;
    const address = 'sam@larkspur.example';
    await ctx.db
      .update(crmRecords)
      .set({ email: address })
      .where(eq(crmRecords.id, `${ctx.workspaceId}-contact-301`));
    const [seen, hidden] = [
      await findRecord({ ctx, input: contact }),
      await findRecord({ ctx: reader, input: contact }),
    ];
    assert.equal(seen?.email, 'sam@larkspur.example');
    assert.deepEqual([hidden?.recordId, hidden?.email, hidden?.properties['email']], [seen?.recordId, null, null]);
    const history = { recordId: seen?.recordId ?? '', properties: null, limit: 10 };
    const told = [
      await listPropertyChanges({ ctx: reader, input: history }),
      await getCallSource({ ctx: reader, input: { callId: ofDeal } }),
      await getTranscript({ ctx: reader, input: { callId: ofDeal, version: null } }),
    ];
    assert.ok(!JSON.stringify(told).includes('sam@larkspur.example'));
    const byAddress = { objectType: 'contact', text: 'sam@larkspur.example' } as const;
    assert.equal((await resolveRecord({ ctx, input: byAddress })).recordId, seen?.recordId);
    await assert.rejects(resolveRecord({ ctx: reader, input: byAddress }), { code: 'record.not-found' });
  });

  it('is not the name of a contact that has no other', async () => {
    const reader = as(person('audit@tidewater.example', { role: 'read_only', seesOnly: null }));
    const address = 'lee@larkspur.example';
    const recordId = `${ctx.workspaceId}-contact-301`;
    await ctx.db.update(crmRecords).set({ email: address, name: address }).where(eq(crmRecords.id, recordId));
    assert.equal((await getRecord({ ctx, input: { recordId } })).name, address);
    assert.equal((await getRecord({ ctx: reader, input: { recordId } })).name, null);
    const listing = { objectType: 'contact', limit: 10, cursor: null, text: 'lee@' } as const;
    assert.equal((await listRecords({ ctx, input: listing })).records.length, 1);
    assert.deepEqual((await listRecords({ ctx: reader, input: listing })).records, []);
    for (const text of [address, 'lee@']) {
      const found = resolveRecord({ ctx: reader, input: { objectType: 'contact', text } });
      await assert.rejects(found, { code: 'record.not-found', details: { candidates: [] } });
    }
  });
});
