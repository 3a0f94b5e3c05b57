import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import type { DomainEvent } from '#contracts';
import { openFeed, readFeedPage } from '#modules/feed';
import { changeUser, setTeam } from '#modules/users';
import type { Actor, Context } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { analysisSuite } from '#test/analysis-suite';
import { feedSettled } from '#test/feed-settled';
import { createTwoTeamsWorld, type Side } from '#test/two-teams-world';
import { waitUntil } from '#test/wait-until';
import { createLiveHub } from './index.ts';

const suite = await analysisSuite();
const { ctx, west, east, as } = await createTwoTeamsWorld(suite);
const hub = createLiveHub({ db: ctx.db, log: ctx.log, pollIntervalMs: 20 });
after(() => hub.close());

const Frame = z.looseObject({
  type: z.string(),
  message: z
    .looseObject({ type: z.string(), eventId: z.int().nullable(), data: z.record(z.string(), z.unknown()) })
    .optional(),
});

/** Everything that is told of a side, and of the company. */
function eventsOf({ callId, changeSetId, commitmentId, contradictionId, warningId, dealId }: Side): DomainEvent[] {
  return [
    { type: 'call.analyzed', callId, version: 1, analysisId: 'ana_1' },
    { type: 'change_set.proposed', changeSetId, callId },
    { type: 'commitment.settled', commitmentId },
    { type: 'contradiction.found', contradictionId },
    { type: 'warning.raised', warningId },
    { type: 'deal.changed', recordId: dealId, properties: ['amount'] },
  ];
}

const ofCompany: readonly DomainEvent[] = [
  { type: 'drift.found', driftId: 'drf_1', severity: 'low' },
  { type: 'inbox.received', inboxId: 'inb_1', source: 'gong', kind: 'call' },
  { type: 'inbox.given_up', inboxId: 'inb_1', source: 'gong', kind: 'call', code: 'vendor.refused' },
  { type: 'notification.requested', notificationId: 'ntf_1' },
  { type: 'webhook.disabled', endpointId: 'whe_1' },
  { type: 'call.removed', callId: west.callId, reason: 'private' },
  { type: 'record.merged', fromRecordId: east.dealId, intoRecordId: west.dealId },
  { type: 'gap.found', source: 'gong', externalId: 'nobody', cause: 'unreadable' },
];

async function tell(events: readonly DomainEvent[]): Promise<void> {
  await transact({ ctx }, async (inner) => {
    for (const event of events) await publish({ ctx: inner, event });
  });
  await feedSettled(ctx);
}

interface Watched {
  readonly told?: (type: string) => void;
  readonly renew?: () => Promise<Actor>;
}

function connect(who: Context, { told = () => undefined, renew }: Watched = {}) {
  const frames: z.infer<typeof Frame>[] = [];
  const closed: string[] = [];
  const client = hub.join({
    ctx: who,
    ...(renew === undefined ? {} : { renew }),
    socket: {
      bufferedAmount: 0,
      send: (text, sent) => {
        const frame = Frame.parse(JSON.parse(text));
        frames.push(frame);
        told(frame.type);
        sent?.();
      },
      close: (code, reason) => {
        closed.push(`${code} ${reason}`);
      },
      terminate: () => undefined,
      ping: () => undefined,
    },
  });
  assert.ok(client !== null);
  return {
    closed,
    events: () => frames.flatMap(({ message }) => (message === undefined ? [] : [message])),
    follow: async () => {
      client.receive(JSON.stringify({ type: 'subscribe' }));
      await waitUntil('it is subscribed', { condition: () => frames.length > 0 });
    },
  };
}

describe('the events that somebody sees', () => {
  it('are those of what is theirs, live and from the feed, without a number in the row of all', async () => {
    await feedSettled(ctx);
    const all = connect(ctx);
    const maya = connect(await as(west.email));
    const agent = connect(await as(west.email, 'agent'));
    const ben = connect(await as(east.email));
    for (const one of [all, maya, agent, ben]) await one.follow();
    const { place } = await openFeed({ ctx, input: { after: null } });
    await tell([...eventsOf(west), ...ofCompany, ...eventsOf(east)]);
    const expected = eventsOf(west).map(({ type }) => type);
    await waitUntil('everybody has theirs', {
      condition: () =>
        all.events().length === expected.length * 2 + ofCompany.length &&
        [maya, agent, ben].every((one) => one.events().length === expected.length),
    });
    for (const [one, side, other] of [
      [maya, west, east],
      [agent, west, east],
      [ben, east, west],
    ] as const) {
      assert.deepEqual(
        one.events().map(({ type }) => type),
        expected,
      );
      const told = JSON.stringify(one.events());
      for (const secret of other.secrets) assert.ok(!told.includes(secret), secret);
      assert.ok(told.includes(side.callId));
      assert.ok(one.events().every(({ eventId }) => eventId === null));
    }
    const page = await readFeedPage({ ctx: await as(east.email), input: { after: place, limit: 100 } });
    assert.deepEqual(
      page.events.map(({ message }) => message.type),
      expected,
    );
  });

  it('reach who sees everything before those whose events are looked up', async () => {
    await feedSettled(ctx);
    const order: string[] = [];
    function noteAs(name: string): Watched {
      return {
        told: (type) => {
          if (type === 'event') order.push(name);
        },
      };
    }
    const maya = connect(await as(west.email), noteAs('maya'));
    const agent = connect(await as(west.email, 'agent'), noteAs('agent'));
    const all = connect(ctx, noteAs('all'));
    for (const one of [maya, agent, all]) await one.follow();
    await tell([{ type: 'call.analyzed', callId: west.callId, version: 1, analysisId: 'ana_2' }]);
    await waitUntil('all three have it', { condition: () => order.length === 3 });
    assert.deepEqual([order[0], order.slice(1).toSorted()], ['all', ['agent', 'maya']]);
  });

  it('are everybody’s from the moment at which somebody sees everybody’s, and theirs again after that', async () => {
    await feedSettled(ctx);
    const bounded = await as(east.email);
    const { actor } = bounded;
    assert.ok(actor.type === 'user');
    const everything: Actor = { ...actor, grant: { ...actor.grant, role: 'executive', seesOnly: null } };
    let now: Actor = actor;
    const ben = connect(bounded, { renew: () => Promise.resolve(now) });
    await ben.follow();
    async function hearsOf(sides: readonly Side[], heard: readonly Side[]) {
      const before = ben.events().length;
      await tell(sides.map(({ dealId }) => ({ type: 'deal.changed', recordId: dealId, properties: ['amount'] })));
      await waitUntil('the events have come', { condition: () => ben.events().length >= before + heard.length });
      assert.deepEqual(
        ben
          .events()
          .slice(before)
          .map(({ data }) => data['recordId']),
        heard.map(({ dealId }) => dealId),
      );
    }
    await hearsOf([west, east], [east]);
    now = everything;
    await hub.renew();
    await hearsOf([west, east], [west, east]);
    now = actor;
    await hub.renew();
    await hearsOf([west, east], [east]);
  });

  it('of a role are those of what it may read', async () => {
    const admin = await as('ada@tidewater.example');
    const { place } = await openFeed({ ctx, input: { after: null } });
    await tell([...eventsOf(west), ...ofCompany]);
    async function typesFor(role: 'executive' | 'read_only' | 'revenue_operations') {
      const { actor } = admin;
      assert.ok(actor.type === 'user');
      const reader = { ...ctx, actor: { ...actor, grant: { ...actor.grant, role } } };
      const { events } = await readFeedPage({ ctx: reader, input: { after: place, limit: 100 } });
      return events.map(({ message }) => message.type);
    }
    const ofWest = eventsOf(west).map(({ type }) => type);
    const common = ['drift.found', 'call.removed', 'record.merged', 'gap.found'];
    assert.deepEqual(await typesFor('executive'), [...ofWest, ...common]);
    assert.deepEqual(await typesFor('read_only'), [
      ...ofWest.filter((type) => type !== 'change_set.proposed'),
      ...common,
    ]);
    const operations = await typesFor('revenue_operations');
    assert.ok(operations.includes('inbox.received') && !operations.includes('webhook.disabled'));
    const { events } = await readFeedPage({ ctx: admin, input: { after: place, limit: 100 } });
    assert.equal(events.length, ofWest.length + ofCompany.length);
  });

  it('end with the team that somebody led', async () => {
    const lead = await as(west.lead);
    const { place } = await openFeed({ ctx, input: { after: null } });
    await tell(eventsOf(west));
    async function count(reader: Context) {
      return (await readFeedPage({ ctx: reader, input: { after: place, limit: 100 } })).events.length;
    }
    assert.equal(await count(lead), eventsOf(west).length);
    await setTeam({ ctx, input: { name: `Team of ${west.lead}`, leads: [], members: [] } });
    assert.equal(await count(await as(west.lead)), 0);
    await changeUser({ ctx, input: { user: west.lead, role: 'executive', state: null } });
    assert.equal(await count(await as(west.lead)), eventsOf(west).length);
  });
});
