import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { askQuestion } from '#modules/assistant';
import { leftWords } from '#modules/calls';
import { crmAssociations, crmRecords, getDealOverview } from '#modules/crm';
import { claims, getReport, outlineAnalyses } from '#modules/insights';
import { configureWorkspace, getWorkspace } from '#modules/workspaces';
import { createCache } from '#platform/cache';
import type { Actor } from '#platform/context';
import { eq, sql } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { countStatements } from '#test/count-statements';
import { createTwoTeamsWorld } from '#test/two-teams-world';

const suite = await analysisSuite();
const { ctx, west, east, as } = await createTwoTeamsWorld(suite);

/** The contact of the western deal, with an address that is kept from agents. */
const contactId = `${ctx.workspaceId}-contact-301`;
await ctx.db
  .update(crmRecords)
  .set({ email: 'sam@larkspur.example', properties: { email: 'sam@larkspur.example' } })
  .where(eq(crmRecords.id, contactId));
await ctx.db.insert(crmAssociations).values({
  workspaceId: ctx.workspaceId,
  source: 'hubspot',
  fromType: 'contact',
  fromExternalId: '301',
  toType: 'deal',
  toExternalId: '501',
  labels: [],
  syncedAt: ctx.clock.now(),
});

/** How many statements something takes. */
function statementsOf(work: () => Promise<unknown>): Promise<number> {
  return countStatements({ database: suite.database, work });
}

/** Into the deal of the mirror; what was kept of it is read anew. */
async function stand(properties: Readonly<Record<string, string | null>>): Promise<void> {
  await ctx.db
    .update(crmRecords)
    .set({ properties: sql`${crmRecords.properties} || ${JSON.stringify(properties)}::jsonb` })
    .where(eq(crmRecords.id, west.dealId));
}

describe('what is read through the cache', () => {
  it('takes one statement where it took many', async () => {
    const readers: Readonly<Record<string, () => Promise<unknown>>> = {
      overview: () => getDealOverview({ ctx, input: { recordId: west.dealId } }),
      report: () => getReport({ ctx, input: { callId: west.callId, analysisId: null } }),
      outlines: () => outlineAnalyses({ ctx, input: { callIds: [west.callId, east.callId] } }),
    };
    const counts: Record<string, readonly number[]> = {};
    for (const [name, read] of Object.entries(readers)) {
      counts[name] = [await statementsOf(read), await statementsOf(read)];
    }
    assert.deepEqual(
      Object.entries(counts).map(([name, [, second]]) => [name, second]),
      Object.keys(readers).map((name) => [name, 1]),
      JSON.stringify(counts),
    );
    assert.deepEqual(counts['overview'], [9, 1]);
    assert.ok((counts['report']?.[0] ?? 0) >= 5, JSON.stringify(counts));
  });

  it('takes fewer statements for the second question', async () => {
    const own = { ...ctx, cache: createCache() };
    function ask() {
      return askQuestion({
        ctx: own,
        input: { question: 'which deals are open?', channel: 'api', conversation: null },
      });
    }
    const [first, second] = [await statementsOf(ask), await statementsOf(ask)];
    assert.ok(second <= first - 1, `${first} and ${second}`);
  });

  it('is the same as read anew, for everybody who may see it', async () => {
    const lead = await as(west.lead);
    for (const reader of [ctx, await as(west.email), lead]) {
      const input = { callId: west.callId, analysisId: null };
      const kept = await getReport({ ctx: reader, input });
      assert.deepEqual(await getReport({ ctx: reader, input }), kept);
      assert.deepEqual(await getReport({ ctx: { ...reader, cache: createCache() }, input }), kept);
    }
  });

  it('never shows what another may see', async () => {
    const cache = createCache();
    const maya = { ...(await as(west.email)), cache };
    const ben = { ...(await as(east.email)), cache };
    const agent = { ...(await as(west.email, 'agent')), cache };
    await getDealOverview({ ctx: { ...ctx, cache }, input: { recordId: west.dealId } });
    await getReport({ ctx: { ...ctx, cache }, input: { callId: west.callId, analysisId: null } });
    const own = await getDealOverview({ ctx: maya, input: { recordId: west.dealId } });
    assert.ok(own.contacts.some(({ email }) => email !== null));
    const ofAgent = await getDealOverview({ ctx: agent, input: { recordId: west.dealId } });
    assert.ok(ofAgent.contacts.length > 0 && ofAgent.contacts.every(({ email }) => email === null));
    await assert.rejects(getDealOverview({ ctx: ben, input: { recordId: west.dealId } }), { code: 'record.not-found' });
    await assert.rejects(getReport({ ctx: ben, input: { callId: west.callId, analysisId: null } }), {
      code: 'analysis.not-found',
    });
  });

  it('keeps what runs without anybody apart: it reads words of a call that is gone, which nobody else does', async () => {
    const steps = 'They send the hardship note first.';
    const property = 'next_steps';
    await ctx.db.insert(leftWords).values({
      workspaceId: ctx.workspaceId,
      objectType: 'deal',
      externalId: '501',
      property,
      valueHash: createHash('sha256').update(steps).digest('hex'),
    });
    const unattended: Actor = { type: 'system', component: 'test' };
    for (const actors of [
      [ctx.actor, unattended, ctx.actor],
      [unattended, ctx.actor, unattended],
    ]) {
      await stand({ [property]: steps });
      for (const actor of actors) {
        const { deal } = await getDealOverview({ ctx: { ...ctx, actor }, input: { recordId: west.dealId } });
        assert.equal(deal.properties[property], actor === unattended ? steps : null);
      }
    }
    await stand({ [property]: null });
  });

  it('ends with the right to it: a deal that is given to somebody else is gone at once', async () => {
    const maya = await as(west.email);
    const input = { recordId: west.dealId };
    await getDealOverview({ ctx: maya, input });
    const [before] = await ctx.db.select().from(crmRecords).where(eq(crmRecords.id, west.dealId));
    await ctx.db.update(crmRecords).set({ ownerId: '12' }).where(eq(crmRecords.id, west.dealId));
    await assert.rejects(getDealOverview({ ctx: maya, input }), { code: 'record.not-found' });
    await ctx.db
      .update(crmRecords)
      .set({ ownerId: before?.ownerId ?? null })
      .where(eq(crmRecords.id, west.dealId));
    assert.equal((await getDealOverview({ ctx: maya, input })).deal.recordId, west.dealId);
  });

  it('is checked anew where somebody changed what it stands on', async () => {
    const input = { callId: east.callId, analysisId: null };
    assert.deepEqual((await getReport({ ctx, input })).envelope.brokenClaims, []);
    const [claim] = await ctx.db
      .select()
      .from(claims)
      .where(eq(claims.analysisId, await analysisOf(east.callId)));
    assert.ok(claim !== undefined);
    await ctx.db.update(claims).set({ quote: 'Something nobody said.' }).where(eq(claims.id, claim.id));
    assert.ok((await getReport({ ctx, input })).envelope.brokenClaims.length > 0);
    await ctx.db.update(claims).set({ quote: claim.quote }).where(eq(claims.id, claim.id));
    assert.deepEqual((await getReport({ ctx, input })).envelope.brokenClaims, []);
  });

  it('follows the settings with the next question', async () => {
    function ask() {
      return askQuestion({
        ctx,
        input: { question: 'how often is Fernhollow mentioned?', channel: 'api', conversation: null },
      });
    }
    await ask();
    const { settings } = await getWorkspace({ ctx });
    await configureWorkspace({ ctx, input: { ...settings, competitors: [{ name: 'Fernhollow', aliases: [] }] } });
    const answer = await ask();
    assert.match(JSON.stringify(answer), /Fernhollow/);
  });
});

async function analysisOf(callId: string): Promise<string> {
  return (await getReport({ ctx, input: { callId, analysisId: null } })).envelope.analysisId;
}
