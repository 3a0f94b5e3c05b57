import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { DomainEvent } from '#contracts';
import { analysisWorkerUrl } from '#modules/analysis';
import { loadFurtherView } from '#modules/briefings';
import { listChangeSets, listSyncLog } from '#modules/changesets';
import { syncDefinitions, syncRecords } from '#modules/crm';
import { saveSyncCursor } from '#modules/intake';
import { createNotificationReaders, notifications } from '#modules/notifications';
import { outbox } from '#platform/db';
import { and, asc, eq, gt } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { createThreadPool } from '#platform/threads';
import { shippedPolicy, shippedPolicyPlace } from '#test/change-world';
import { crmSuite } from '#test/crm-suite';
import { openGong } from '#test/gong-world';
import { noOutbound } from '#test/no-outbound';
import { noTriggers } from '#test/no-triggers';
import { plainRun } from '#test/plain-run';
import { openSlack } from '#test/slack-access';
import { createTestSecretBox } from '#test/test-secret-box';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { startSlackSimulator } from '../../simulators/slack/index.ts';
import { smallCall } from '../../simulators/world/small-call.ts';
import { ourParty, theirParty } from '../../simulators/world/small-people.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { analyzeCall } from './analyze-call.ts';
import { applyChangeSet } from './apply-change-set.ts';
import { followUpCall } from './follow-up-call.ts';
import { sendNotification } from './send-notification.ts';
import { createSubscribers } from './subscribers.ts';
import { syncCalls } from './sync-calls.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const hourMs = 3_600_000;
const baseUrl = 'http://sophia.example';
const alder = { accountKey: 'account-alder', dealKey: 'deal-alder', timeZone: 'America/Chicago' } as const;
const own = { phrasing: 'own', isPrivate: false, direction: 'Conference' } as const;
const gongWords = { brief: 'Terms.', keyPoints: [], outcome: null, topics: [], trackers: [] };

/** Two calls of one day with Alder Point, which say what the CRM does not have. */
const coming = (
  [
    ['terms', '8100000000000000091', 'We agree on $36,000 for the year.', 'I will send the contract tomorrow.'],
    [
      'signature',
      '8100000000000000092',
      'We will sign the contract on December 11.',
      'I will send you the order form.',
    ],
  ] as const
).map(([key, gongId, said, promised], place) =>
  smallCall({
    ...alder,
    ...own,
    key: `call-alder-${key}`,
    gongId,
    kind: 'pricing',
    title: `Alder Point Residential: the ${key}`,
    scheduledAt: `2026-11-16T${16 + 3 * place}:00:00Z`,
    startedAt: `2026-11-16T${16 + 3 * place}:00:30Z`,
    primaryEmployeeKey: 'employee-maya',
    parties: [ourParty('employee-maya', '641'), theirParty('contact-ana', '642'), theirParty('contact-tom', '643')],
    lines: [
      ['641', 'Introduction', 'Thanks for coming back so soon, Ana and Tom.', 'Where do we stand?'],
      ['643', 'Pricing', 'The totals hold.', said],
      ['641', 'Next steps', promised],
      ['642', 'Next steps', 'Then we are set, thank you.'],
    ],
    gong: gongWords,
    transcriptDelayMs: 0,
    truth: { stage: 'negotiation', sentiment: { overall: 'positive', external: 'positive' } },
  }),
);

const suite = await crmSuite();
const { portal } = suite;
const world = { ...smallWorld(), upcomingCalls: coming };
const gongSimulator = await startGongSimulator({ port: 0, world });
const slackSimulator = await startSlackSimulator({ port: 0, world });
const gong = await openGong({ url: gongSimulator.url });
const slack = await openSlack({ url: slackSimulator.url });
const threads = createThreadPool({ workerUrl: analysisWorkerUrl, threadCount: 1 });

after(async () => {
  await threads.close();
  gong.httpClient.close();
  slack.httpClient.close();
  await gongSimulator.close();
  await slackSimulator.close();
});

/** A workspace in a dry run, connected to all three, with the CRM mirrored and the calls of before known. */
async function openWorkspace(): Promise<WorkContext> {
  const plain = await suite.freshContext();
  const ctx: WorkContext = {
    ...plain,
    connections: {
      ...plain.connections,
      calls: { state: 'on', client: gong.source, simulated: true },
      chat: { state: 'on', client: slack.chat, simulated: true },
    },
    policy: shippedPolicy,
    policyPlace: shippedPolicyPlace,
    triggerFile: noTriggers,
    dryRun: true,
    notify: {
      readers: createNotificationReaders({
        baseUrl: () => baseUrl,
        loadFurther: (question) => loadFurtherView({ question, baseUrl }),
      }),
      defaultChannel: '#sales',
      dryRun: true,
    },
    outbound: noOutbound,
    secretBox: createTestSecretBox(),
    threads,
    models: { state: 'off', reason: 'A test without models.' },
  };
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
  const through = ctx.clock.now().toISOString();
  await saveSyncCursor({ ctx, input: { source: 'gong', stream: 'calls', position: { through }, count: 0 } });
  return ctx;
}

/** Brings every event to whom it starts, until there is no further one; what is started runs at once. */
async function follow(ctx: WorkContext): Promise<void> {
  const dependencies = { contextFor: () => ctx, metrics: createMetrics(), processChat: null, random: () => 0 };
  const workflows = [
    analyzeCall(dependencies),
    followUpCall(dependencies),
    applyChangeSet(dependencies),
    sendNotification({ notificationContextFor: () => ctx }),
  ];
  const engine = {
    start: async ({ workflowName, input }: { workflowName: string; input: unknown }) => {
      await workflows.find(({ name }) => name === workflowName)?.runUnchecked({ run: plainRun, input });
    },
  };
  const [starter] = createSubscribers({ engine, contextFor: () => ctx });
  const { workspaceId, requestId } = ctx;
  const request = { requestId, actor: { type: 'system', component: 'test' }, traceparent: null } as const;
  for (let last = 0; ; ) {
    const mine = and(eq(outbox.workspaceId, workspaceId), gt(outbox.id, last));
    const [row] = await ctx.db.select().from(outbox).where(mine).orderBy(asc(outbox.id)).limit(1);
    if (row === undefined) return;
    last = row.id;
    const event = DomainEvent.parse(row.payload);
    if (starter?.types.includes(event.type) === true)
      await starter.handle({ workspaceId, eventId: row.id, event, request });
  }
}

async function passHours(hours: number): Promise<void> {
  await portal.advance(hours * hourMs);
  await gong.control({ path: '/clock', body: { now: portal.clock.now().toISOString() } });
}

async function requestsTo(url: string): Promise<string[]> {
  const Log = z.object({ requests: z.array(z.object({ method: z.string(), path: z.string() })) });
  const { requests } = Log.parse(await (await fetch(`${url}/_control/requests`)).json());
  return requests.map(({ method, path }) => `${method} ${path}`);
}

describe('a whole day in a dry run', () => {
  it('is reasoned to the end, and nothing is written to the CRM or told in the chat', async () => {
    await gong.control({ path: '/limits', body: { enforced: false } });
    const ctx = await openWorkspace();
    const { workspaceId, requestId } = ctx;
    const sync = syncCalls({ contextFor: () => ctx, metrics: createMetrics(), processChat: null, random: () => 0 });
    for (const hours of [2, 3]) {
      await passHours(hours);
      await gong.control({ path: '/calls/next', body: { transcriptDelayMs: 0 } });
      await passHours(1);
      await sync.runUnchecked({ run: plainRun, input: { workspaceId, requestId, range: null } });
      await follow(ctx);
    }
    const { changeSets } = await listChangeSets({ ctx, input: { limit: 10, beforeId: null, kind: 'call' } });
    assert.equal(changeSets.length, 2);
    for (const { changes } of changeSets) {
      assert.ok(
        changes.some(({ state }) => state === 'proposed'),
        'what would have been written at once',
      );
      assert.ok(changes.every(({ state }) => state !== 'applied' && state !== 'applying'));
    }
    const fields = changeSets.flatMap(({ changes }) =>
      changes.flatMap(({ action }) => (action.type === 'set_property' ? [`${action.property} ${action.value}`] : [])),
    );
    assert.ok(
      fields.some((field) => /^(?:amount 36000|closedate 2026-12-11)/u.test(field)),
      fields.join(', '),
    );
    const { entries } = await listSyncLog({ ctx, input: { limit: 50, beforeId: null } });
    assert.ok(entries.length > 0);
    assert.deepEqual([...new Set(entries.map(({ status }) => status))], ['would_have_been_sent']);
    const told = await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, workspaceId));
    assert.equal(told.filter(({ kind }) => kind === 'call_summary').length, 2);
    assert.ok(told.every(({ state, messageId }) => state === 'muted' && messageId === null));
    const reads = /^GET |^POST \S+\/(?:search|batch\/read)(?:\?|$)/u;
    const toCrm = await portal.requests();
    assert.ok(toCrm.length > 0);
    assert.deepEqual(
      toCrm.filter((line) => !reads.test(line)),
      [],
    );
    const toChat = await requestsTo(slackSimulator.url);
    assert.ok(toChat.length > 0);
    assert.deepEqual(
      toChat.filter((line) => /chat\.|views\.|files\.|conversations\.(?:join|create|open)/u.test(line)),
      [],
    );
  });
});
