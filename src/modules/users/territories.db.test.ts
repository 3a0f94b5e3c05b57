import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askQuestion } from '#modules/assistant';
import { listCalls } from '#modules/calls';
import { crmRecords, getDealOverview, listRecords } from '#modules/crm';
import { getPipeline } from '#modules/pipeline';
import { searchWorkspace } from '#modules/search';
import { listWarnings } from '#modules/warnings';
import { auditRecords, dueWork } from '#platform/db';
import { and, eq, sql } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createTwoTeamsWorld, type TwoTeamsContext } from '#test/two-teams-world';
import { listTerritories, setTerritory } from './index.ts';

const suite = await analysisSuite();
const { ctx, west, east, as } = await createTwoTeamsWorld(suite);
const deals = [west, east];
const inOregon = [{ of: 'company', property: 'state', values: ['OR', 'Washington'] }] as const;

/** The company of the eastern deal lies in Oregon. */
await ctx.db
  .update(crmRecords)
  .set({ properties: sql`${crmRecords.properties} || '{"state": "or"}'::jsonb` })
  .where(eq(crmRecords.id, `${ctx.workspaceId}-company-902`));

async function seenBy(reader: TwoTeamsContext): Promise<string[]> {
  const { records } = await listRecords({ ctx: reader, input: { objectType: 'deal', limit: 50, cursor: null } });
  return deals.filter(({ dealId }) => records.some(({ recordId }) => recordId === dealId)).map(({ dealId }) => dealId);
}

async function give(rules: readonly { of: 'deal' | 'company'; property: string; values: readonly string[] }[]) {
  return setTerritory({ ctx, input: { name: 'Oregon', rules: [...rules], members: [west.lead] } });
}

describe('a territory', () => {
  it('shows a manager its deals beside those of their team, and all that came of them', async () => {
    assert.deepEqual(await seenBy(await as(west.lead)), [west.dealId]);
    const { territoryId, members } = await give(inOregon);
    assert.match(territoryId ?? '', /^ter_/);
    assert.equal(members, 1);
    const lead = await as(west.lead);
    assert.deepEqual(await seenBy(lead), [west.dealId, east.dealId]);
    assert.equal((await getDealOverview({ ctx: lead, input: { recordId: east.dealId } })).deal.name, east.dealName);
    const { calls } = await listCalls({ ctx: lead, input: { limit: 10, beforeCallId: null } });
    assert.ok(calls.some(({ callId }) => callId === east.callId));
    const input = { recordId: null, kind: null, standing: true, limit: 50 };
    const { warnings } = await listWarnings({ ctx: lead, input });
    assert.ok(warnings.some(({ warningId }) => warningId === east.warningId));
    const found = await searchWorkspace({ ctx: lead, input: { query: 'kangaroo ledger import' } });
    assert.match(JSON.stringify(found), /kangaroo/);
    const answer = await askQuestion({
      ctx: lead,
      input: { question: 'which deals are open?', channel: 'api', conversation: null },
    });
    assert.match(JSON.stringify(answer), /Quince Street - Pay/);
    const pipeline = await getPipeline({ ctx: lead, input: { asOf: null, owner: null, team: null, pipeline: null } });
    assert.match(JSON.stringify(pipeline), /12500|1250050/);
  });

  it('is nothing to a representative, and nothing to another manager', async () => {
    assert.deepEqual(await seenBy(await as(west.email)), [west.dealId]);
    assert.deepEqual(await seenBy(await as(east.lead)), [east.dealId]);
  });

  it('holds where all of its rules do, with the next request', async () => {
    await give([...inOregon, { of: 'deal', property: 'amount', values: ['1'] }]);
    assert.deepEqual(await seenBy(await as(west.lead)), [west.dealId]);
    await give([...inOregon, { of: 'deal', property: 'amount', values: ['1', '12500.50'] }]);
    assert.deepEqual(await seenBy(await as(west.lead)), [west.dealId, east.dealId]);
  });

  it('is listed, recorded, read from the CRM anew, and gone without a manager', async () => {
    await give(inOregon);
    const { territories } = await listTerritories({ ctx });
    assert.deepEqual(
      territories.map(({ name, rules, members }) => ({ name, rules, members })),
      [{ name: 'Oregon', rules: inOregon, members: [west.lead] }],
    );
    const due = await ctx.db
      .select()
      .from(dueWork)
      .where(and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.kind, 'sweep-crm')));
    assert.equal(due.length, 1);
    await setTerritory({ ctx, input: { name: 'oregon', rules: [], members: [] } });
    assert.deepEqual((await listTerritories({ ctx })).territories, []);
    assert.deepEqual(await seenBy(await as(west.lead)), [west.dealId]);
    const records = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
    assert.ok(records.some(({ action }) => action === 'territory.set'));
  });

  it('is for administrators, with properties that the CRM has', async () => {
    const input = { name: 'Mine', rules: [...inOregon], members: [west.email] };
    await assert.rejects(setTerritory({ ctx: await as(west.email), input }), { code: 'access.denied' });
    await assert.rejects(setTerritory({ ctx: await as(west.lead), input }), { code: 'access.denied' });
    await assert.rejects(give([{ of: 'deal', property: 'no_such_thing', values: ['x'] }]), /no_such_thing/);
    await assert.rejects(give([]), /at least one rule/);
    await assert.rejects(setTerritory({ ctx, input: { ...input, members: ['nobody@tidewater.example'] } }), {
      code: 'user.not-found',
    });
  });
});
