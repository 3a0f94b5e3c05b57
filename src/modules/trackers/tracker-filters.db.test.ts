import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeywordTracker, TrackerFilterInput } from '#contracts';
import { callSources, calls, callVersions } from '#modules/calls';
import { crmRecords, findRecord, syncDefinitions, syncRecords } from '#modules/crm';
import { matchCall, moveLinks } from '#modules/matching';
import { identities, syncPeople } from '#modules/people';
import { teamMembers, teams, users } from '#modules/users';
import type { Actor } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { importText } from '#test/analysis-suite';
import { countStatements } from '#test/count-statements';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { partyOf, storeCall } from '#test/source-calls';
import {
  addTracker,
  asksForMatches,
  listAppliedTrackers,
  listTrackers,
  previewTracker,
  trackers as savedTrackers,
} from './index.ts';
import { newestWithin } from './newest-within.ts';
import { resolveTrackerFilter } from './resolve-tracker-filter.ts';

const suite = await crmSuite();
const { portal } = suite;
const operator: Actor = { type: 'operator', name: 'test' };
const maya = partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' });
const ana = partyOf({ side: 'external', name: 'Ana Ruiz', email: 'ana.ruiz@alderpoint.example', speakerId: '2' });
const sam = partyOf({ side: 'external', name: 'Sam Whitlock', email: 'sam@cobblehillhomes.example', speakerId: '2' });
const models = { state: 'off', reason: 'A test without models.' } as const;
const definition: KeywordTracker = { name: 'Discounts', kind: 'keyword', phrases: ['discount'], side: null };
const texts = ['Is there a discount?'];

type World = CrmTestContext & { readonly models: typeof models };

/** Two calls about Alder Point, one in each stage of its deal, one about Cobble Hill, and a file. */
async function openWorld(): Promise<{ ctx: World; early: string; late: string; other: string; file: string }> {
  const ctx = { ...(await suite.freshContext({ actor: operator })), models };
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
  await syncPeople({ ctx });
  async function about(title: string, given: { day: string; party: typeof ana }): Promise<string> {
    const startedAt = `${given.day}T15:00:00.000Z`;
    const parties = [maya, given.party];
    const callId = await storeCall({ ctx, externalId: title, startedAt, parties, texts, title });
    await matchCall({ ctx, input: { callId } });
    return callId;
  }
  const early = await about('early', { day: '2026-09-10', party: ana });
  const late = await about('late', { day: '2026-11-10', party: ana });
  const other = await about('other', { day: '2026-11-11', party: sam });
  const text = 'Maya Okafor: A discount?\nSam Ortiz: Yes.\n';
  const { callId: file } = await importText({ ctx, name: 'file', text });
  return { ctx, early, late, other, file };
}

async function within(ctx: World, filter: Partial<TrackerFilterInput>): Promise<string[]> {
  const preview = await previewTracker({
    ctx,
    input: { definition: { ...definition, filter }, calls: 10, spend: false },
  });
  assert.equal(preview.calls + preview.filteredOut, 4);
  return preview.perCall.map(({ title }) => title ?? '').toSorted();
}

describe('a tracker with a filter', () => {
  it('is tried on the calls that it is for, and says what its names mean', async () => {
    const { ctx } = await openWorld();
    const cases: [Partial<TrackerFilterInput>, string[]][] = [
      [{}, ['early', 'file', 'late', 'other']],
      [{ since: '2026-11-10' }, ['late', 'other']],
      [{ until: '2026-11-10' }, ['early', 'file', 'late']],
      [{ since: '2026-09-10', until: '2026-09-10' }, ['early']],
      [{ source: 'gong' }, ['early', 'late', 'other']],
      [{ source: 'file' }, ['file']],
      [{ account: 'alder point' }, ['early', 'late']],
      [{ deal: 'Cobble Hill Homes renewal' }, ['other']],
      [{ stage: 'discovery' }, ['early']],
      [{ stage: 'Prop', account: 'alder' }, ['late']],
      [{ owner: 'maya' }, ['early', 'late']],
      [{ owner: 'maya', stage: 'prop', until: '2026-11-09' }, []],
      [{ minMinutes: 1 }, ['early', 'late', 'other']],
      [{ minMinutes: 2 }, []],
    ];
    for (const [filter, titles] of cases) {
      assert.deepEqual(await within(ctx, filter), titles, JSON.stringify(filter));
    }
    const input = { definition: { ...definition, filter: { stage: 'disc', owner: 'maya' } }, calls: 1, spend: false };
    const { filter, hits, costMicroUsd } = await previewTracker({ ctx, input });
    assert.deepEqual(
      [filter.stage?.label, filter.owner?.label, hits, costMicroUsd],
      ['Discovery', 'Maya Okafor', 2, 0],
    );
  });

  it('is saved with what was meant, and is for a call as that is matched', async () => {
    const { ctx, early, late, other, file } = await openWorld();
    const input = { ...definition, filter: { account: 'alder', since: '2026-09-01' } };
    await addTracker({ ctx, input });
    await addTracker({ ctx, input: { ...definition, name: 'Everywhere' } });
    const [tracker, everywhere] = (await listTrackers({ ctx })).trackers;
    assert.match(tracker?.definition.filter.account?.name ?? '', /Alder Point/);
    assert.equal(everywhere?.definition.filter.account, null);
    assert.equal(await asksForMatches({ ctx }), true);
    for (const [callId, names] of [
      [early, ['Discounts', 'Everywhere']],
      [late, ['Discounts', 'Everywhere']],
      [other, ['Everywhere']],
      [file, ['Everywhere']],
    ] as const) {
      const { trackers } = await listAppliedTrackers({ ctx, input: { callId } });
      assert.deepEqual(
        trackers.filter(({ applies }) => applies).map(({ name }) => name),
        names,
      );
      assert.ok(trackers.every((one) => !('filter' in one.definition)));
    }
  });

  it('follows a deal that was made one with another, and who held a call', async () => {
    const { ctx, other } = await openWorld();
    const renewal = await findRecord({
      ctx,
      input: { objectType: 'deal', externalId: await portal.idOf('deal-cobble-renewal') },
    });
    const first = await findRecord({
      ctx,
      input: { objectType: 'deal', externalId: await portal.idOf('deal-cobble-first') },
    });
    assert.ok(renewal !== null && first !== null);
    await addTracker({ ctx, input: { ...definition, filter: { deal: renewal.recordId } } });
    const system = { ...ctx, actor: { type: 'system', component: 'test' } as const };
    await ctx.db
      .update(crmRecords)
      .set({ mergedInto: first.recordId })
      .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.id, renewal.recordId)));
    await moveLinks({ ctx: system, input: { fromRecordId: renewal.recordId, intoRecordId: first.recordId } });
    const { trackers } = await listAppliedTrackers({ ctx, input: { callId: other } });
    assert.deepEqual(
      trackers.map(({ applies }) => applies),
      [true],
    );
    assert.deepEqual(await within(ctx, { owner: 'maya' }), ['early', 'late']);
    const ofWorkspace = and(eq(identities.workspaceId, ctx.workspaceId), eq(identities.name, 'Maya Okafor'));
    const [hers] = await ctx.db.select().from(identities).where(ofWorkspace);
    assert.ok(hers !== undefined);
    await ctx.db
      .insert(identities)
      .values({ ...hers, id: ctx.ids.create('identity'), source: 'gong', externalId: 'gong-maya' });
    await ctx.db.update(callSources).set({ primaryUserId: 'gong-maya' }).where(eq(callSources.callId, other));
    assert.deepEqual(await within(ctx, { owner: 'maya' }), ['early', 'late', 'other']);
  });

  it('is refused where its names fit nothing or its days are turned', async () => {
    const { ctx } = await openWorld();
    const cases: [unknown, string, RegExp][] = [
      [{ account: 'Nobody Ltd' }, 'record.not-found', /Expected one company or deal for "Nobody Ltd", found none/],
      [{ deal: 'Cobble Hill' }, 'record.not-found', /found several: Cobble Hill/],
      [{ stage: 'dancing' }, 'input.invalid', /Expected one stage that is called "dancing", found none\. There are: /],
      [{ owner: 'zed' }, 'input.invalid', /Expected one owner that is called "zed"/],
      [{ team: 'zed' }, 'input.invalid', /Expected one team that is called "zed"/],
      [{ since: '2026-10-02', until: '2026-10-01' }, 'input.invalid', /a first day before the last/],
      [{ since: 'monday' }, 'input.invalid', /filter\.since/],
      [{ source: 'zoom' }, 'input.invalid', /filter\.source/],
      [{ minMinutes: 0 }, 'input.invalid', /filter\.minMinutes/],
      [{ color: 'red' }, 'input.invalid', /color/],
    ];
    for (const [filter, code, message] of cases) {
      const input = { ...definition, filter: Object(filter) };
      await assert.rejects(addTracker({ ctx, input }), { code, message }, JSON.stringify(filter));
      const preview = previewTracker({ ctx, input: { definition: input, calls: 1, spend: false } });
      await assert.rejects(preview, { code }, JSON.stringify(filter));
    }
    assert.deepEqual((await listTrackers({ ctx })).trackers, []);
  });

  it('does not tell whoever cannot see a deal what it is called', async () => {
    const { ctx } = await openWorld();
    await addTracker({ ctx, input: { ...definition, filter: { deal: 'renewal' } } });
    const { trackers } = await listTrackers({ ctx: { ...ctx, actor: boundedTo('nobody@tidewater.example') } });
    assert.deepEqual(trackers[0]?.definition.filter.deal, { recordId: null, name: null });
    assert.ok(!JSON.stringify(trackers).includes('renewal'));
  });

  it('does not tell whoever is bounded and not in a team of Sophia what that is called', async () => {
    const { ctx } = await openWorld();
    const { workspaceId } = ctx;
    const createdAt = ctx.clock.now();
    const teamId = ctx.ids.create('team');
    await ctx.db.insert(teams).values({ id: teamId, workspaceId, name: 'Takeovers', createdAt });
    await addTracker({ ctx, input: { ...definition, filter: { team: 'Takeovers' } } });
    const email = 'maya@tidewater.example';
    const userId = ctx.ids.create('user');
    const actor = boundedTo(email, userId);
    async function teamShown(): Promise<unknown> {
      return (await listTrackers({ ctx: { ...ctx, actor } })).trackers[0]?.definition.filter.team;
    }
    assert.deepEqual(await teamShown(), { id: null, label: null });
    const member = { id: userId, workspaceId, email, name: 'Maya Okafor', createdAt };
    await ctx.db.insert(users).values({ ...member, role: 'manager', state: 'invited' });
    await ctx.db.insert(teamMembers).values({ workspaceId, teamId, userId, leads: true });
    assert.deepEqual(await teamShown(), { id: teamId, label: 'Takeovers' });
    const ofCrm = { id: 'crm:1', label: 'Sales' };
    await ctx.db
      .update(savedTrackers)
      .set({
        definition: sql`jsonb_set(${savedTrackers.definition}, '{filter,team}', ${JSON.stringify(ofCrm)}::jsonb)`,
      })
      .where(eq(savedTrackers.workspaceId, workspaceId));
    assert.deepEqual(await teamShown(), ofCrm);
  });

  it('lets through for whoever is bounded what is about something that they see', async () => {
    const { ctx, early, late, other } = await openWorld();
    const email = 'maya@tidewater.example';
    await ctx.db
      .update(callSources)
      .set({ parties: [{ ...maya, email }] })
      .where(eq(callSources.workspaceId, ctx.workspaceId));
    await ctx.db
      .update(crmRecords)
      .set({ ownerId: 'another' })
      .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.objectType, 'deal')));
    const bounded = { ...ctx, actor: boundedTo(email) };
    async function tried(names: Partial<TrackerFilterInput>): Promise<string[]> {
      const filter = await resolveTrackerFilter({ ctx: bounded, filter: TrackerFilterInput.parse(names) });
      const { within: passing } = await newestWithin({ ctx: bounded, filter, limit: 10 });
      return passing.map(({ callId }) => callId);
    }
    assert.deepEqual(await tried({}), [other, late, early], 'the calls that they were in');
    assert.deepEqual(await tried({ stage: 'prop' }), [], 'no stage of the deals of others');
    assert.deepEqual(await tried({ account: 'alder' }), [late, early], 'companies and contacts are everybody’s');
  });

  it('is tried with as many statements whether it is for few calls or for many', async () => {
    const { ctx } = await openWorld();
    const input = { definition: { ...definition, filter: { minMinutes: 1000 } }, calls: 10, spend: false };
    function statements(): Promise<number> {
      return countStatements({ database: suite.database, work: () => previewTracker({ ctx, input }) });
    }
    const few = await statements();
    await addCalls(ctx, 450);
    assert.equal(await statements(), few);
    const { calls: passing, filteredOut } = await previewTracker({ ctx, input });
    assert.deepEqual([passing, filteredOut], [0, 454]);
    const files = { ...input, definition: { ...definition, filter: { source: 'file' as const } } };
    const newest = await previewTracker({ ctx, input: { ...files, calls: 2 } });
    assert.deepEqual([newest.calls, newest.filteredOut], [1, 453]);
  });
});

function boundedTo(email: string, userId = 'usr_1'): Actor {
  const grant = { role: 'manager', scopes: null, seesOnly: [email] } as const;
  return { type: 'user', userId, name: email, email, grant, credentialId: 'ses_1' };
}

/** Calls of Gong without a turn. */
async function addCalls(ctx: World, howMany: number): Promise<void> {
  const { workspaceId } = ctx;
  const createdAt = ctx.clock.now();
  const added = Array.from({ length: howMany }, (_, position) => ({ id: ctx.ids.create('call'), position }));
  await ctx.db.insert(calls).values(
    added.map(({ id, position }) => ({
      id,
      workspaceId,
      source: 'gong',
      externalId: `many-${position}`,
      timeZone: 'UTC',
      currentVersion: 1,
      createdAt,
    })),
  );
  await ctx.db.insert(callVersions).values(
    added.map(({ id: callId }) => ({
      id: ctx.ids.create('callVersion'),
      workspaceId,
      callId,
      version: 1,
      contentHash: callId,
      format: 'gong',
      sourceName: callId,
      timeZone: 'UTC',
      wordCount: 0,
      parties: [],
      warnings: [],
      createdAt,
    })),
  );
}
