import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { auditRecords } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { openGong } from '#test/gong-world';
import { openSlack } from '#test/slack-access';
import { startGongSimulator } from '../../../simulators/gong/index.ts';
import { startSlackSimulator } from '../../../simulators/slack/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { findPerson, identityIn, listPeople, moveIdentity, type Person, syncPeople } from './index.ts';

const suite = await crmSuite();
const gongSimulator = await startGongSimulator({ port: 0, world: smallWorld() });
const slackSimulator = await startSlackSimulator({ port: 0, world: smallWorld() });
const gong = await openGong({ url: gongSimulator.url });
const slack = await openSlack({ url: slackSimulator.url });

after(async () => {
  gong.httpClient.close();
  slack.httpClient.close();
  await gongSimulator.close();
  await slackSimulator.close();
});

async function connected(): Promise<CrmTestContext> {
  const ctx = await suite.freshContext();
  return {
    ...ctx,
    connections: {
      ...ctx.connections,
      calls: { state: 'on', client: gong.source, simulated: true },
      chat: { state: 'on', client: slack.chat, simulated: true },
    },
  };
}

async function called(ctx: CrmTestContext, name: string): Promise<readonly Person[]> {
  return (await listPeople({ ctx })).people.filter((person) => person.name === name);
}

/** Which identities are one person. */
async function joinedIn(ctx: CrmTestContext): Promise<string[]> {
  const { people } = await listPeople({ ctx });
  return people
    .map(({ identities }) =>
      identities
        .map(({ source, externalId }) => `${source} ${externalId}`)
        .sort()
        .join(', '),
    )
    .sort();
}

/** Why each identity is whose it is. */
async function evidenceIn(ctx: CrmTestContext): Promise<string[]> {
  const { people } = await listPeople({ ctx });
  return people
    .flatMap(({ name, identities }) =>
      identities.map(
        ({ source, externalId, evidence }) => `${source} ${externalId} ${name}: ${evidence.rule}, ${evidence.detail}`,
      ),
    )
    .sort();
}

describe('our people over three systems', () => {
  it('are read in the others where one of them refuses, which is told', async () => {
    const ctx = await connected();
    const error = new SophiaError('vendor.missing-scope', 'The key lacks api:users:read.');
    const client = { ...gong.source, name: gong.source.name, listUsers: () => Promise.reject(error) };
    const calls = { state: 'on', client, simulated: true } as const;
    const { readings } = await syncPeople({ ctx: { ...ctx, connections: { ...ctx.connections, calls } } });
    assert.deepEqual(
      readings.map(({ source, problem }) => [source, problem?.code ?? null]),
      [
        ['hubspot', null],
        ['gong', 'vendor.missing-scope'],
        ['slack', null],
      ],
    );
    const [maya] = await called(ctx, 'Maya Okafor');
    assert.deepEqual(maya?.identities.map(({ source }) => source).sort(), ['hubspot', 'slack']);
    const early = (await listPeople({ ctx })).people.flatMap(({ identities }) => identities);
    assert.ok(
      early.every(({ evidence }) => evidence.rule !== 'same_name'),
      'not everybody is known yet',
    );
    await syncPeople({ ctx });
    const whole = await connected();
    await syncPeople({ ctx: whole });
    assert.deepEqual(await joinedIn(ctx), await joinedIn(whole), 'as if all had been read at once');
  });

  it('are one person where the chat knows by one address whom Gong knows by another, as Gong says itself', async () => {
    const ctx = await connected();
    const user = {
      externalId: '9001',
      email: 'robert.vale@tidewaterledger.example',
      name: 'Robert Vale',
      active: true,
    };
    const [listed] = (await gong.source.listUsers({ cursor: null })).items;
    assert.ok(listed !== undefined);
    const robert = { ...listed, ...user, otherEmails: ['bob@vale.example', 'rv@tidewaterledger.example'] };
    const calls = { ...gong.source, listUsers: async () => ({ items: [robert], cursor: null, total: 1 }) };
    const [member] = (await slack.chat.listUsers({ cursor: null })).items;
    assert.ok(member !== undefined);
    const bob = { ...member, externalId: 'UBOB', name: 'Bob', email: 'RV@tidewaterledger.example', isBot: false };
    const chat = Object.assign(Object.create(slack.chat), {
      listUsers: async () => ({ items: [bob], cursor: null, total: 1 }),
    });
    const connections = {
      ...ctx.connections,
      calls: { state: 'on', client: calls, simulated: true },
      chat: { state: 'on', client: chat, simulated: true },
    } as const;
    for (let time = 1; time <= 2; time += 1) await syncPeople({ ctx: { ...ctx, connections } });
    const known = await findPerson({ ctx, input: { source: 'slack', externalId: 'UBOB' } });
    assert.deepEqual(
      known?.identities.map(({ source, email, otherEmails }) => [source, email, otherEmails]),
      [
        ['gong', 'robert.vale@tidewaterledger.example', ['bob@vale.example', 'rv@tidewaterledger.example']],
        ['slack', 'rv@tidewaterledger.example', []],
      ],
    );
    const joined = known?.identities.find(({ source }) => source === 'slack');
    assert.equal(joined?.evidence.detail, 'rv@tidewaterledger.example is a further address in gong too');
    const operator = { ...ctx, actor: { type: 'operator', name: 'test' } } as const;
    const gongs = known?.identities.find(({ source }) => source === 'gong');
    await moveIdentity({ ctx: operator, input: { identityId: gongs?.identityId ?? '', personId: null } });
    const apart = await findPerson({ ctx, input: { source: 'gong', externalId: '9001' } });
    assert.equal(apart?.identities[0]?.otherEmails.length, 2, 'the addresses go with it');
  });

  it('stay apart where somebody has taken them apart, though one of them stands alone', async () => {
    const ctx = await connected();
    await syncPeople({ ctx });
    const [luis] = await called(ctx, 'Luis Ferrer');
    const joined = luis?.identities.filter(({ evidence }) => evidence.rule !== 'first_seen') ?? [];
    assert.equal(joined.length, 2);
    for (const { identityId } of joined) {
      await moveIdentity({
        ctx: { ...ctx, actor: { type: 'operator', name: 'test' } },
        input: { identityId, personId: null },
      });
    }
    const before = await joinedIn(ctx);
    await syncPeople({ ctx });
    assert.deepEqual(await joinedIn(ctx), before);
  });

  it('are as before, with the evidence, where somebody has joined two of them and taken them apart again', async () => {
    const ctx = await connected();
    await syncPeople({ ctx });
    const operator = { ...ctx, actor: { type: 'operator', name: 'test' } } as const;
    const [maya] = await called(ctx, 'Maya Okafor');
    const [luis] = await called(ctx, 'Luis Ferrer');
    const before = await joinedIn(ctx);
    const known = await evidenceIn(ctx);
    const [moved] = luis?.identities.filter(({ source }) => source === 'slack') ?? [];
    assert.ok(moved !== undefined && maya !== undefined && luis !== undefined);
    await moveIdentity({ ctx: operator, input: { identityId: moved.identityId, personId: maya.personId } });
    const { source, externalId } = moved;
    const place = { source, externalId };
    assert.equal((await findPerson({ ctx, input: place }))?.personId, maya.personId);
    const linked = (await findPerson({ ctx, input: place }))?.identities.find((one) => one.externalId === externalId);
    await moveIdentity({ ctx: operator, input: { identityId: linked?.identityId ?? '', personId: null } });
    const split = await findPerson({ ctx, input: place });
    assert.equal(split?.identities.length, 1, 'a person of its own');
    const [alone] = split.identities;
    assert.deepEqual([split.name, alone?.name, alone?.email], [moved.name, moved.name, moved.email]);
    assert.match(alone?.evidence.detail ?? '', /it was Maya Okafor: before, it was Luis Ferrer: /u);
    assert.ok(alone?.evidence.detail.endsWith(moved.evidence.detail), 'the first evidence is kept');
    const [mayaAfter] = await called(ctx, 'Maya Okafor');
    assert.deepEqual(mayaAfter, maya, 'whom it was joined with is as before');
    await moveIdentity({ ctx: operator, input: { identityId: alone?.identityId ?? '', personId: luis.personId } });
    await syncPeople({ ctx });
    assert.deepEqual(await joinedIn(ctx), before);
    const rest = (await evidenceIn(ctx)).filter((line) => !line.startsWith(`${source} ${externalId} `));
    assert.deepEqual(
      rest,
      known.filter((line) => !line.startsWith(`${source} ${externalId} `)),
    );
  });

  it('are one person each: by the same address, by an alias, and by a name that nobody else has', async () => {
    const ctx = await connected();
    await syncPeople({ ctx });
    for (const name of ['Maya Okafor', 'Luis Ferrer', 'Dana Whitfield']) {
      const [person, other] = await called(ctx, name);
      assert.deepEqual(person?.identities.map(({ source }) => source).sort(), ['gong', 'hubspot', 'slack'], name);
      assert.equal(other, undefined);
    }
    const [maya] = await called(ctx, 'Maya Okafor');
    assert.ok(maya?.identities.some(({ evidence }) => evidence.rule === 'same_email'));
    assert.ok(maya !== undefined);
    const externalId = identityIn(maya, 'slack') ?? '';
    assert.equal((await findPerson({ ctx, input: { source: 'slack', externalId } }))?.personId, maya.personId);
    const [priya] = await called(ctx, 'Priya Natarajan');
    assert.deepEqual(priya?.identities.map(({ source }) => source).sort(), ['gong', 'slack'], 'she is no owner');
    const again = await syncPeople({ ctx });
    assert.deepEqual([again.added, again.joined], [0, 0]);
  });

  it('stay apart where a person has set them apart, with an audit record', async () => {
    const ctx = await connected();
    await syncPeople({ ctx });
    const [maya] = await called(ctx, 'Maya Okafor');
    const identity = maya?.identities.find(({ source }) => source === 'slack');
    const input = { identityId: identity?.identityId ?? '', personId: null };
    await assert.rejects(moveIdentity({ ctx, input }), { code: 'access.denied' });
    const operator = { ...ctx, actor: { type: 'operator', name: 'Dana' } as const };
    const short = { ...input, identityId: input.identityId.slice(-10) };
    const { personId } = await moveIdentity({ ctx: operator, input: short });
    assert.notEqual(personId, maya?.personId);
    await syncPeople({ ctx });
    assert.equal((await called(ctx, 'Maya Okafor')).length, 2);
    const found = await findPerson({ ctx, input: { source: 'slack', externalId: identity?.externalId ?? '' } });
    assert.deepEqual([found?.personId, found?.identities[0]?.manual], [personId, true]);
    const where = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'person.corrected'));
    assert.equal((await ctx.db.select().from(auditRecords).where(where)).length, 1);
    const other = { ...(await suite.freshContext()), actor: operator.actor };
    await assert.rejects(moveIdentity({ ctx: other, input }), { code: 'person.not-found' });
    assert.deepEqual((await listPeople({ ctx: other })).people, []);
  });
});
