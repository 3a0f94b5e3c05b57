import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addWebhook } from '#modules/webhooks';
import { dueWork, outbox, transact } from '#platform/db';
import { publish } from '#platform/events';
import { createOutbound } from '#platform/outbound';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { workContextOf } from '#test/work-context';
import { startDueWork } from './start-due-work.ts';
import { createSubscribers } from './subscribers.ts';

const suite = await databaseForSuite();

describe('an event of which a program is told', () => {
  it('starts one run, be it by the event, by the event brought again or by the due work', async () => {
    const world = await createChangeWorld(suite);
    const ctx = { ...workContextOf(world.ctx).ctx, outbound: createOutbound({ privateHosts: [] }) };
    const { workspaceId } = ctx;
    const url = 'https://hooks.tidewater.example/';
    const { endpointId } = await addWebhook({ ctx, input: { url, types: ['warning.raised'] } });
    const event = { type: 'warning.raised', warningId: 'wrn_1' } as const;
    await transact({ ctx }, (inner) => publish({ ctx: inner, event }));
    const rows = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, workspaceId));
    const eventId = rows.find(({ type }) => type === event.type)?.id ?? 0;
    const started: unknown[] = [];
    const engine = {
      stateOf: async () => null,
      start: async ({
        workflowName,
        workflowId,
        input,
      }: {
        workflowName: string;
        workflowId: string;
        input: unknown;
      }) => {
        started.push([workflowName, workflowId, Object(input).endpointId]);
      },
    };
    const subscriber = createSubscribers({ engine, contextFor: () => ctx }).find(({ name }) => name === 'webhooks');
    const request = { requestId: 'req_1', actor: { type: 'operator', name: 'maya' }, traceparent: null } as const;
    await subscriber?.handle({ eventId, workspaceId, event, request });
    await subscriber?.handle({ eventId, workspaceId, event, request });
    const [due] = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
    assert.ok(due !== undefined);
    await startDueWork({ engine, schedules: {}, contextFor: () => ctx })(due);
    const run = [
      'deliver-webhooks',
      `deliver-webhooks:${workspaceId}:${endpointId}:${due.dueAt.getTime()}`,
      endpointId,
    ];
    assert.deepEqual(started, [run, run]);
  });

  it('is looked for once for events that were read together: one that is added later is told of what comes then', async () => {
    const world = await createChangeWorld(suite);
    const ctx = { ...workContextOf(world.ctx).ctx, outbound: createOutbound({ privateHosts: [] }) };
    const { workspaceId } = ctx;
    const event = { type: 'warning.raised', warningId: 'wrn_2' } as const;
    await transact({ ctx }, (inner) => publish({ ctx: inner, event }));
    const rows = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, workspaceId));
    const eventId = rows.find(({ type }) => type === event.type)?.id ?? 0;
    const request = { requestId: 'req_2', actor: { type: 'operator', name: 'maya' }, traceparent: null } as const;
    const published = { eventId, workspaceId, event, request };
    const started: string[] = [];
    const engine = {
      start: async ({ workflowName }: { workflowName: string }) => void started.push(workflowName),
    };
    const subscriber = createSubscribers({ engine, contextFor: () => ctx }).find(({ name }) => name === 'webhooks');
    const page = {};
    await subscriber?.handle(published, page);
    await addWebhook({ ctx, input: { url: 'https://later.tidewater.example/', types: ['warning.raised'] } });
    await subscriber?.handle(published, page);
    assert.deepEqual(started, []);
    await subscriber?.handle(published, {});
    assert.deepEqual(started, ['deliver-webhooks']);
  });
});
