import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calls } from '#modules/calls';
import { findCompaniesNamed, findRecord, getRecord, syncDefinitions, syncRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { auditRecords, dueWork, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { partyOf, storeCall } from '#test/source-calls';
import {
  callLinks,
  callMatches,
  correctMatch,
  getMatch,
  listCallsOfRecord,
  listCallsOfRecords,
  listUndecidedCalls,
  matchCall,
} from './index.ts';

const suite = await crmSuite();
const { portal } = suite;
const dayMs = 24 * 3_600_000;
const startedAt = '2026-11-10T15:00:00.000Z';
const maya = partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' });
const ana = partyOf({ side: 'external', name: 'Ana Ruiz', email: 'ana.ruiz@alderpoint.example', speakerId: '2' });

async function mirrored(): Promise<CrmTestContext> {
  const ctx = await suite.freshContext();
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal', 'lead'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
  return ctx;
}

async function recordNamed(ctx: Context, key: string): Promise<string> {
  const objectType = key.startsWith('deal') ? 'deal' : key.startsWith('account') ? 'company' : 'contact';
  const record = await findRecord({ ctx, input: { objectType, externalId: await portal.idOf(key) } });
  return record?.recordId ?? '';
}

async function retryOf(ctx: Context, callId: string): Promise<Date | null> {
  const [row] = await ctx.db
    .select()
    .from(dueWork)
    .where(and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.subject, callId)));
  return row?.dueAt ?? null;
}

describe('what a call is about', () => {
  it('has the columns of its tables', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { callLinks, callMatches } });
  });

  it('is found by the address of a contact, with the company and the one deal', async () => {
    const ctx = await mirrored();
    const callId = await storeCall({ ctx, externalId: 'e1', startedAt, parties: [maya, ana] });
    const match = await matchCall({ ctx, input: { callId } });
    assert.equal(match.state, 'matched');
    const found = Object.fromEntries(match.links.map(({ recordId, method }) => [recordId, method]));
    assert.deepEqual(found, {
      [await recordNamed(ctx, 'contact-ana')]: 'email',
      [await recordNamed(ctx, 'account-alder')]: 'association',
      [await recordNamed(ctx, 'deal-alder')]: 'association',
    });
    assert.equal(await retryOf(ctx, callId), null);
    const recordId = await recordNamed(ctx, 'deal-alder');
    const listed = await listCallsOfRecord({ ctx, input: { recordId, limit: 5 } });
    assert.deepEqual(
      listed.calls.map((call) => [call.callId, call.startedAt]),
      [[callId, startedAt]],
    );
    assert.deepEqual(await getMatch({ ctx, input: { callId } }), { ...match, links: [...match.links].sort(byType) });
  });

  it('is listed newest first of its record: of one moment the later id, and last what has no time', async () => {
    const ctx = await mirrored();
    const ids: string[] = [];
    for (const externalId of ['o1', 'o2', 'o3', 'o4']) {
      const callId = await storeCall({ ctx, externalId, startedAt, parties: [maya, ana] });
      await matchCall({ ctx, input: { callId } });
      ids.push(callId);
    }
    const [timeless = '', ...timed] = ids.toSorted();
    await ctx.db.update(calls).set({ startedAt: null }).where(eq(calls.id, timeless));
    const expected = [...timed.toReversed(), timeless];
    const recordId = await recordNamed(ctx, 'deal-alder');
    const ofOne = await listCallsOfRecord({ ctx, input: { recordId, limit: 4 } });
    assert.deepEqual(
      ofOne.calls.map(({ callId }) => callId),
      expected,
    );
    for (const limit of [2, 4]) {
      const found = await listCallsOfRecords({ ctx, input: { recordIds: [recordId], limit } });
      assert.deepEqual(
        found.get(recordId)?.map(({ callId }) => callId),
        expected.slice(0, limit),
      );
    }
  });

  it('is found by the domain, and by a name that only one contact of the company has', async () => {
    const ctx = await mirrored();
    const stranger = partyOf({ side: 'external', name: 'Jo Stone', email: 'jo@alderpoint.example', speakerId: '2' });
    const byDomain = await storeCall({ ctx, externalId: 'e2', startedAt, parties: [maya, stranger] });
    const partly = await matchCall({ ctx, input: { callId: byDomain } });
    assert.equal(partly.state, 'partly');
    assert.ok(partly.links.some(({ method, objectType }) => method === 'domain' && objectType === 'company'));
    const tom = partyOf({ side: 'external', name: 'Tom Beckett', speakerId: '3' });
    const byName = await storeCall({ ctx, externalId: 'e3', startedAt, parties: [maya, stranger, tom] });
    const named = await matchCall({ ctx, input: { callId: byName } });
    const tomId = await recordNamed(ctx, 'contact-tom');
    assert.equal(named.links.find(({ recordId }) => recordId === tomId)?.method, 'name');
  });

  it('is found by the company that the title names, where no address is known', async () => {
    const ctx = await mirrored();
    const tom = partyOf({ side: 'external', name: 'Tom Beckett', phone: '+1 312 555 0142', speakerId: '2' });
    const company = await getRecord({ ctx, input: { recordId: await recordNamed(ctx, 'account-alder') } });
    const title = `Call to ${company.name}`;
    const callId = await storeCall({ ctx, externalId: 'e8', startedAt, parties: [maya, tom], title });
    const { links } = await matchCall({ ctx, input: { callId } });
    const found = new Map(links.map(({ recordId, evidence }) => [recordId, evidence]));
    assert.equal(found.get(company.recordId), 'the title of the call names it');
    assert.ok(found.has(await recordNamed(ctx, 'contact-tom')));
    const other = { ...(await suite.freshContext()), actor: ctx.actor };
    assert.deepEqual(await findCompaniesNamed({ ctx: other, input: { text: title } }), []);
    const guest = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    await assert.rejects(findCompaniesNamed({ ctx: guest, input: { text: title } }), { code: 'access.denied' });
    await assert.rejects(findCompaniesNamed({ ctx, input: { text: 'x'.repeat(1001) } }), { code: 'input.invalid' });
  });

  it('is not guessed between two deals that are as likely', async () => {
    const contactId = await portal.idOf('contact-ana');
    const companyId = await portal.idOf('account-alder');
    const associatedWith = [
      { objectType: 'contact' as const, id: contactId },
      { objectType: 'company' as const, id: companyId },
    ];
    const values = { dealname: 'Alder Point, second building', dealstage: 'discovery' };
    const second = await portal.add({ objectType: 'deal', values, associatedWith });
    const ctx = await mirrored();
    const later = new Date(portal.clock.now().getTime() + dayMs).toISOString();
    const callId = await storeCall({ ctx, externalId: 'e4', startedAt: later, parties: [maya, ana] });
    const match = await matchCall({ ctx, input: { callId } });
    assert.equal(match.state, 'ambiguous');
    assert.equal(match.candidates.length, 2);
    assert.ok(match.links.every(({ objectType }) => objectType !== 'deal'));
    const again = new Date(ctx.clock.now().getTime() + dayMs);
    assert.deepEqual(await retryOf(ctx, callId), again);
    const since = later.slice(0, 10);
    const { undecided } = await listUndecidedCalls({ ctx, input: { since, limit: 10 } });
    assert.deepEqual(
      undecided.map((call) => [call.callId, call.cause, call.missing, call.attempts, call.nextAttemptAt]),
      [[callId, 'deal_unclear', 'proposed', 1, again.toISOString()]],
    );
    const earlier = { since: '2000-01-01', until: new Date(Date.parse(later) - dayMs).toISOString().slice(0, 10) };
    assert.deepEqual((await listUndecidedCalls({ ctx, input: { ...earlier, limit: 10 } })).undecided, []);
    const upTo = { since, until: since, limit: 10 };
    assert.equal((await listUndecidedCalls({ ctx, input: upTo })).undecided.length, 1);
    const after = await listUndecidedCalls({ ctx, input: { since: '2999-01-01', limit: 10 } });
    assert.deepEqual(after, { undecided: [], undecidedBefore: 1 });
    const [first, other] = match.candidates;
    const which = `It may be ${first?.name} or ${other?.name}.`;
    assert.equal(undecided[0]?.detail, `${which} Revenue operations or an administrator can say what it is about.`);
    const operator = { ...ctx, actor: { type: 'operator', name: 'root' } } as const;
    const asked = await listUndecidedCalls({ ctx: operator, input: { since, limit: 10 } });
    assert.equal(
      asked.undecided[0]?.detail,
      `${which} Say what it is about: sophia calls link ${callId.slice(-8)} --deal NAME --workspace ${ctx.workspaceId}, or with --none deal.`,
    );
    await correctMatch({ ctx: operator, input: { callId, objectType: 'deal', recordId: first?.recordId ?? '' } });
    assert.deepEqual((await listUndecidedCalls({ ctx, input: { since, limit: 10 } })).undecided, []);
    await portal.control('archive', { objectType: 'deals', id: second });
  });

  it('is the open lead of who took part where there is no deal, and a person may say another', async () => {
    const email = 'lee@prospect.example';
    const contactId = await portal.add({
      objectType: 'contact',
      values: { firstname: 'Lee', lastname: 'Park', email },
    });
    const associatedWith = [{ objectType: 'contact' as const, id: contactId }];
    function add(hs_pipeline_stage: string): Promise<string> {
      return portal.add({
        objectType: 'lead',
        values: { hs_lead_name: 'Lee Park', hs_pipeline_stage },
        associatedWith,
      });
    }
    const closedId = await add('unqualified-stage-id');
    const openId = await add('connected-stage-id');
    const ctx = await mirrored();
    const lee = partyOf({ side: 'external', name: 'Lee Park', email, speakerId: '2' });
    const later = new Date(portal.clock.now().getTime() + dayMs).toISOString();
    const callId = await storeCall({ ctx, externalId: 'e9', startedAt: later, parties: [maya, lee] });
    const { state, links } = await matchCall({ ctx, input: { callId } });
    assert.equal(state, 'matched');
    async function leadOf(externalId: string): Promise<string> {
      return (await findRecord({ ctx, input: { objectType: 'lead', externalId } }))?.recordId ?? '';
    }
    assert.deepEqual(
      links.filter(({ objectType }) => objectType === 'lead').map(({ recordId, evidence }) => [recordId, evidence]),
      [[await leadOf(openId), 'Lee Park is its contact']],
    );
    const operator = { ...ctx, actor: { type: 'operator', name: 'Maya' } as const };
    const recordId = await leadOf(closedId);
    const corrected = await correctMatch({ ctx: operator, input: { callId, objectType: 'lead', recordId } });
    assert.deepEqual(
      corrected.links.filter(({ objectType }) => objectType === 'lead').map((link) => [link.recordId, link.method]),
      [[recordId, 'manual']],
    );
    const second = await storeCall({ ctx, externalId: 'e10', startedAt: later, parties: [maya, lee] });
    const found = await matchCall({ ctx, input: { callId: second } });
    assert.ok(found.links.some((link) => link.objectType === 'lead'));
    const said = { callId: second, objectType: 'deal' as const, recordId: await recordNamed(ctx, 'deal-alder') };
    const { links: about } = await correctMatch({ ctx: operator, input: said });
    assert.deepEqual(about.map(({ objectType }) => objectType).sort(), ['contact', 'deal'], 'the lead gives way');
  });

  it('is the lead that is made within seven days after the call, which is looked for daily and announced once', async () => {
    const email = 'ines@prospect.example';
    const contactId = await portal.add({ objectType: 'contact', values: { firstname: 'Ines', email } });
    const ctx = await mirrored();
    const ines = partyOf({ side: 'external', name: 'Ines Vidal', email, speakerId: '2' });
    const at = portal.clock.now().toISOString();
    const callId = await storeCall({ ctx, externalId: 'e11', startedAt: at, parties: [maya, ines] });
    const first = await matchCall({ ctx, input: { callId } });
    assert.deepEqual([first.state, first.links.map(({ objectType }) => objectType)], ['matched', ['contact']]);
    assert.deepEqual(await retryOf(ctx, callId), new Date(ctx.clock.now().getTime() + dayMs));
    await portal.advance(3 * dayMs);
    await portal.add({
      objectType: 'lead',
      values: { hs_lead_name: 'Ines Vidal', hs_pipeline_stage: 'connected-stage-id' },
      associatedWith: [{ objectType: 'contact', id: contactId }],
    });
    await portal.advance(60_000);
    await syncRecords({ ctx, input: { objectType: 'lead', mode: 'full' } });
    await ctx.db.delete(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    const { links } = await matchCall({ ctx, input: { callId } });
    assert.deepEqual(links.map(({ objectType }) => objectType).toSorted(), ['contact', 'lead']);
    await matchCall({ ctx, input: { callId } });
    assert.equal(await retryOf(ctx, callId), null, 'nothing more is looked for');
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'call.matched').length, 1);
    const withoutLeads = await suite.freshContext();
    await syncRecords({ ctx: withoutLeads, input: { objectType: 'contact', mode: 'full' } });
    const other = await storeCall({ ctx: withoutLeads, externalId: 'e11', startedAt: at, parties: [maya, ines] });
    assert.equal((await matchCall({ ctx: withoutLeads, input: { callId: other } })).state, 'matched');
    assert.equal(await retryOf(withoutLeads, other), null, 'where no lead can be read, none is waited for');
  });

  it('stays as a person has said it, with an audit record, and no rule looks again', async () => {
    const ctx = await mirrored();
    const nobody = partyOf({ side: 'external', name: 'Unknown', speakerId: '2' });
    const callId = await storeCall({ ctx, externalId: 'e5', startedAt, parties: [maya, nobody] });
    assert.equal((await matchCall({ ctx, input: { callId } })).state, 'unmatched');
    const recordId = await recordNamed(ctx, 'deal-alder');
    const input = { callId, objectType: 'deal' as const, recordId };
    await assert.rejects(correctMatch({ ctx, input }), { code: 'access.denied' });
    const operator = { ...ctx, actor: { type: 'operator', name: 'Maya' } as const };
    await assert.rejects(correctMatch({ ctx: operator, input: { ...input, recordId: 'rec_none' } }), {
      code: 'record.not-found',
    });
    await correctMatch({ ctx: operator, input });
    const again = await matchCall({ ctx, input: { callId } });
    assert.deepEqual([again.manual, again.links.map((link) => link.recordId)], [true, [recordId]]);
    assert.equal(await retryOf(ctx, callId), null);
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'call.match_corrected')));
    assert.equal(audited.length, 1);
    const taken = await correctMatch({ ctx: operator, input: { ...input, recordId: null } });
    assert.deepEqual(taken.links, [], 'what somebody said of a deal goes when they say that there is none');
    const other = { ...(await suite.freshContext()), actor: operator.actor };
    assert.equal(await getMatch({ ctx: other, input: { callId } }), null);
    await assert.rejects(correctMatch({ ctx: other, input }), { code: 'call.not-found' });
  });

  it('is looked for daily for seven days, and announced when it is found', async () => {
    const ctx = await mirrored();
    const late = partyOf({ side: 'external', name: 'Noor Late', email: 'noor@latecomer.example', speakerId: '2' });
    const callId = await storeCall({ ctx, externalId: 'e6', startedAt, parties: [maya, late] });
    for (let look = 1; look <= 3; look += 1) await matchCall({ ctx, input: { callId } });
    assert.notEqual(await retryOf(ctx, callId), null);
    await portal.add({ objectType: 'contact', values: { firstname: 'Noor', email: 'noor@latecomer.example' } });
    await portal.advance(60_000);
    await syncRecords({ ctx, input: { objectType: 'contact', mode: 'full' } });
    assert.equal((await matchCall({ ctx, input: { callId } })).state, 'matched');
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'call.matched').length, 1);

    const never = partyOf({ side: 'external', name: 'Nobody', email: 'x@nowhere.example', speakerId: '2' });
    const lost = await storeCall({ ctx, externalId: 'e7', startedAt, parties: [maya, never] });
    for (let look = 1; look <= 7; look += 1) await matchCall({ ctx, input: { callId: lost } });
    const last = await retryOf(ctx, lost);
    await portal.advance(dayMs);
    await matchCall({ ctx, input: { callId: lost } });
    assert.deepEqual(await retryOf(ctx, lost), last, 'the eighth look plans no further one');
    const { undecided } = await listUndecidedCalls({ ctx, input: { since: startedAt.slice(0, 10), limit: 10 } });
    const known = undecided.find((call) => call.callId === lost);
    assert.deepEqual([known?.cause, known?.attempts, known?.nextAttemptAt], ['no_match', 8, null]);
  });
});

function byType(one: { objectType: string }, other: { objectType: string }): number {
  return one.objectType < other.objectType ? -1 : one.objectType > other.objectType ? 1 : 0;
}
