import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CrmPipeline, type LimitsTrial, WorkspaceSettings } from '#contracts';
import { crmRecords, listDefinitions, syncActivities, syncDefinitions, syncRecords } from '#modules/crm';
import { configureWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { shippedPolicy } from '#test/change-world';
import { countStatements } from '#test/count-statements';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { type DealWarning, dealWarnings, listWarnings, publishLimits, tryLimits, watchDeals } from './index.ts';
import type { WatchContext } from './watch-context.ts';

const suite = await crmSuite();
const { portal } = suite;
const dayMs = 86_400_000;

async function read(ctx: CrmTestContext): Promise<void> {
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
  }
  while (!(await syncActivities({ ctx })).done);
}

async function mirrored(): Promise<CrmTestContext & WatchContext> {
  const ctx = { ...(await suite.freshContext()), policy: shippedPolicy };
  await syncDefinitions({ ctx });
  await read(ctx);
  return ctx;
}

function asOperator<Ctx extends Context>(ctx: Ctx): Ctx {
  return { ...ctx, actor: { type: 'operator', name: 'test' } as const };
}

/** Other days for each stage, and every other limit another one. */
async function draftFor(ctx: Context) {
  const pipelines: CrmPipeline[] = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const stageIds = pipelines.flatMap(({ stages }) => stages.map(({ externalId }) => externalId));
  return {
    dealLimits: Object.fromEntries(stageIds.map((stageId) => [stageId, { quietDays: 3, stuckDays: 3650 }])),
    warningLimits: {
      nextStepWithinDays: 2,
      pushes: { atLeast: 1, withinDays: 365 },
      singleThread: { calls: 3 },
      ghosted: { days: 1, emails: 1 },
    },
  };
}

async function publish(ctx: Context, draft: Partial<WorkspaceSettings>): Promise<void> {
  await configureWorkspace({ ctx: asOperator(ctx), input: WorkspaceSettings.parse(draft) });
}

async function standing(ctx: Context): Promise<DealWarning[]> {
  return (await listWarnings({ ctx, input: { recordId: null, kind: null, standing: true, limit: 500 } })).warnings;
}

/** The severity of each that stands, by the deal's name and the kind. */
async function severities(ctx: Context): Promise<Map<string, string>> {
  return new Map((await standing(ctx)).map(({ deal, kind, severity }) => [`${deal} ${kind}`, severity]));
}

function ofToday({ differences }: LimitsTrial, effect: string): string[] {
  return differences
    .filter((difference) => difference.today && difference.effect === effect)
    .map(({ recordId, kind }) => `${recordId} ${kind}`)
    .sort();
}

describe('trying limits', () => {
  it('says beforehand what the next look at the deals raises and clears, and writes nothing', async () => {
    await mail({ id: await portal.idOf('deal-alder'), direction: 'EMAIL' });
    await portal.advance(5 * dayMs);
    const ctx = await mirrored();
    await watchDeals({ ctx });
    const draft = await draftFor(ctx);
    const before = await severities(ctx);
    const events = await ctx.db.$count(outbox, eq(outbox.workspaceId, ctx.workspaceId));
    const trial = await tryLimits({ ctx: asOperator(ctx), input: { ...draft, days: 1 } });
    assert.deepEqual(
      [await severities(ctx), await ctx.db.$count(outbox, eq(outbox.workspaceId, ctx.workspaceId))],
      [before, events],
    );

    await publish(ctx, draft);
    const { raised, cleared } = await watchDeals({ ctx });
    const now = await standing(ctx);
    const raisedNow = now.filter(({ warningId }) => raised.some((one) => one.warningId === warningId));
    const gone = await ctx.db.select().from(dealWarnings).where(eq(dealWarnings.workspaceId, ctx.workspaceId));
    const clearedNow = gone.filter(({ id }) => cleared.includes(id));
    assert.ok(raised.length > 0 && cleared.length > 0);
    assert.deepEqual(ofToday(trial, 'raised'), raisedNow.map(({ recordId, kind }) => `${recordId} ${kind}`).sort());
    assert.deepEqual(ofToday(trial, 'cleared'), clearedNow.map(({ recordId, kind }) => `${recordId} ${kind}`).sort());
    for (const warning of raisedNow) {
      const told = trial.differences.find(
        ({ recordId, kind, effect }) => recordId === warning.recordId && kind === warning.kind && effect === 'raised',
      );
      assert.deepEqual(
        [told?.explanation, told?.evidence, told?.after],
        [warning.explanation, warning.evidence, warning.severity],
      );
    }
    for (const row of clearedNow) {
      const told = trial.differences.find(({ recordId, kind }) => recordId === row.recordId && kind === row.kind);
      assert.equal(told?.because, row.clearedBecause);
    }
    const same = await tryLimits({ ctx: asOperator(ctx), input: { ...draft, days: 30 } });
    assert.deepEqual(same.differences, [], 'what is in force differs from itself in nothing');
    const [record] = await ctx.db
      .select({ details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'workspace.configured')));
    assert.deepEqual(record?.details, { before: {}, after: WorkspaceSettings.parse(draft) });
  });

  it('is published as it was tried and holds with the next look, and the former limits put everything back', async () => {
    const ctx = await mirrored();
    await watchDeals({ ctx });
    const draft = await draftFor(ctx);
    const before = await severities(ctx);
    const trial = await tryLimits({ ctx: asOperator(ctx), input: { ...draft, days: 1 } });
    const published = await publishLimits({
      ctx: asOperator(ctx),
      input: { settings: draft, replaces: [trial.replaces] },
    });
    const { raised, cleared } = await watchDeals({ ctx });
    assert.deepEqual(
      [raised.length, cleared.length],
      [ofToday(trial, 'raised').length, ofToday(trial, 'cleared').length],
    );
    assert.ok(raised.length > 0);
    const now = await standing(ctx);
    const raisedNow = now.filter(({ warningId }) => raised.some((one) => one.warningId === warningId));
    assert.deepEqual(ofToday(trial, 'raised'), raisedNow.map(({ recordId, kind }) => `${recordId} ${kind}`).sort());

    const back = await tryLimits({ ctx: asOperator(ctx), input: { days: 1 } });
    assert.equal(back.replaces, published.version);
    await publishLimits({ ctx: asOperator(ctx), input: { settings: {}, replaces: [back.replaces] } });
    await watchDeals({ ctx });
    assert.deepEqual(await severities(ctx), before);
    const stale = publishLimits({ ctx: asOperator(ctx), input: { settings: draft, replaces: [published.version] } });
    await assert.rejects(stale, { code: 'settings.stale' });
  });

  it('tells of each of the last days what either of the limits warned of then', async () => {
    const [present, other] = [await mirrored(), await mirrored()];
    const draft = await draftFor(present);
    await publish(present, {});
    await publish(other, draft);
    const changes = await changesByDay();
    const expected = new Map<string, { days: number; last: string | null }>();
    for (const change of changes) {
      await portal.advance(dayMs / 2);
      await change();
      await portal.advance(dayMs / 2);
      for (const ctx of [present, other]) {
        await read(ctx);
        await watchDeals({ ctx });
      }
      for (const [key, last] of await differencesBetween({ before: present, after: other })) {
        expected.set(key, { days: (expected.get(key)?.days ?? 0) + 1, last });
      }
    }
    const input = { ...draft, days: changes.length - 1 };
    const { differences } = await tryLimits({ ctx: asOperator(present), input });
    const found = differences.map(
      ({ deal, kind, effect, days, after }) => [`${deal} ${kind} ${effect}`, { days, last: after }] as const,
    );
    assert.ok(
      differences.some(({ days }) => days > 1 && days < changes.length),
      'some come and go',
    );
    assert.deepEqual(new Map(found.sort()), new Map([...expected].sort()));
  });

  it('counts per kind, names stages that are none, and says what is wrong with a question', async () => {
    const ctx = asOperator(await mirrored());
    const dealLimits = { nowhere: { quietDays: 3 } };
    const trial = await tryLimits({ ctx, input: { dealLimits, days: 2 } });
    assert.equal(trial.unread, 0);
    const unread = asOperator({ ...(await suite.freshContext()), policy: shippedPolicy });
    await syncDefinitions({ ctx: unread });
    await syncRecords({ ctx: unread, input: { objectType: 'deal', mode: 'incremental' } });
    const early = await tryLimits({ ctx: unread, input: { days: 2 } });
    assert.ok(early.deals > 0 && early.unread === early.deals);
    assert.deepEqual([trial.unknownStages, trial.differences], [['nowhere'], []]);
    assert.ok(trial.deals > 0 && trial.kinds.some(({ before }) => before.deals > 0));
    assert.ok(trial.kinds.every(({ before, after }) => before.deals === after.deals && before.today <= before.deals));
    const draft = await draftFor(ctx);
    const { kinds } = await tryLimits({ ctx, input: { ...draft, days: 2 } });
    const stuck = kinds.find(({ kind }) => kind === 'stuck_in_stage');
    assert.ok(stuck !== undefined && stuck.after.today < stuck.before.today);
    await assert.rejects(tryLimits({ ctx, input: { days: 0 } }), { code: 'input.invalid' });
    const wrong = { warningLimits: { singleThread: { calls: 1 } }, days: 1 };
    await assert.rejects(tryLimits({ ctx, input: wrong }), { code: 'input.invalid', message: /singleThread/ });
  });

  it('reads the deals together: in as many statements however many there are', async () => {
    const counts: { deals: number; statements: number }[] = [];
    for (const deals of [1, 90]) {
      const ctx = asOperator({ ...(await suite.freshContext()), policy: shippedPolicy });
      await syncDefinitions({ ctx });
      await ctx.db.insert(crmRecords).values(quietDeals(ctx, deals));
      const tried: { deals: number } = { deals: 0 };
      const statements = await countStatements({
        database: suite.database,
        work: async () => {
          tried.deals = (await tryLimits({ ctx, input: { days: 1 } })).deals;
        },
      });
      counts.push({ ...tried, statements });
    }
    assert.deepEqual(
      counts.map(({ deals }) => deals),
      [1, 90],
    );
    assert.equal(counts[1]?.statements, counts[0]?.statements);
    assert.ok((counts[0]?.statements ?? 99) <= 10, JSON.stringify(counts));
  });

  it('holds as many differences as an answer does and counts the rest, and ends where nobody waits', async () => {
    const ctx = asOperator({ ...(await suite.freshContext()), policy: shippedPolicy });
    await syncDefinitions({ ctx });
    await ctx.db.insert(crmRecords).values(quietDeals(ctx, 503));
    const input = { dealLimits: { discovery: { quietDays: 3650, stuckDays: 3650 } }, days: 1 };
    const { differences, leftOut } = await tryLimits({ ctx, input });
    assert.deepEqual([differences.length, leftOut], [500, 3]);
    const gone = new AbortController();
    gone.abort();
    await assert.rejects(tryLimits({ ctx: { ...ctx, signal: gone.signal }, input }), { name: 'AbortError' });
  });

  it('shows a workspace no deal of another, and is for a person with the right to all of it', async () => {
    const ctx = await mirrored();
    const other = asOperator({ ...(await suite.freshContext()), policy: shippedPolicy });
    assert.deepEqual((await tryLimits({ ctx: other, input: { days: 1 } })).deals, 0);
    const grant = { role: 'manager', scopes: null, seesOnly: ['tom@tidewater.example'] } as const;
    for (const actor of [
      ctx.actor,
      { type: 'webhook', source: 'hubspot' } as const,
      {
        type: 'user',
        userId: 'usr_1',
        credentialId: 'ses_1',
        name: 'Tom',
        email: 'tom@tidewater.example',
        grant,
      } as const,
    ]) {
      await assert.rejects(tryLimits({ ctx: { ...ctx, actor }, input: { days: 1 } }), { code: 'access.denied' });
    }
  });
});

/** Deals with which nothing has happened for 200 days. */
function quietDeals(ctx: CrmTestContext, count: number) {
  const at = new Date(ctx.clock.now().getTime() - 200 * dayMs);
  const common = { workspaceId: ctx.workspaceId, source: 'hubspot', objectType: 'deal', syncedAt: at } as const;
  return Array.from({ length: count }, (_, place) => ({
    ...common,
    id: `${ctx.workspaceId}-${place}`,
    externalId: `${place}`,
    name: `Deal ${place}`,
    properties: { dealstage: 'discovery' },
    createdAtSource: at,
    updatedAtSource: at,
  }));
}

/** What happens in the CRM from day to day: stages, dates, steps and messages come and go. */
async function changesByDay(): Promise<(() => Promise<unknown>)[]> {
  const [cobble, alder] = [await portal.idOf('deal-cobble-renewal'), await portal.idOf('deal-alder')];
  function set(id: string, values: Readonly<Record<string, string>>) {
    return portal.control('changes', { objectType: 'deals', id, values });
  }
  const added: { birch: string } = { birch: '' };
  return [
    () => set(cobble, { hs_next_step: 'Send the terms' }),
    async () => {
      added.birch = await portal.add({ objectType: 'deal', values: { dealname: 'Birch Row', dealstage: 'discovery' } });
    },
    () => mail({ id: cobble, direction: 'INCOMING_EMAIL' }),
    () => set(alder, { dealstage: 'discovery', closedate: '2027-06-30' }),
    () => set(cobble, { hs_next_step: '' }),
    () => mail({ id: alder, direction: 'EMAIL' }),
    () => Promise.resolve(),
    () => set(added.birch, { dealstage: 'closedlost' }),
    () => set(alder, { closedate: '2027-07-31', hs_next_step: 'A call' }),
    () => Promise.resolve(),
  ];
}

function mail({ id, direction }: { id: string; direction: string }): Promise<unknown> {
  const values = { hs_timestamp: portal.clock.now().toISOString(), hs_email_direction: direction };
  return portal.control('records', { objectType: 'emails', values, associations: [{ objectType: 'deals', id }] });
}

/** By deal, kind and effect: how severe it is by the second of them, where the two do not say the same. */
async function differencesBetween({ before, after }: { before: Context; after: Context }) {
  const [first, second] = [await severities(before), await severities(after)];
  const differing = [...new Set([...first.keys(), ...second.keys()])].filter(
    (key) => first.get(key) !== second.get(key),
  );
  return differing.map((key) => {
    const effect = !first.has(key) ? 'raised' : second.has(key) ? 'severity' : 'cleared';
    return [`${key} ${effect}`, second.get(key) ?? null] as const;
  });
}
