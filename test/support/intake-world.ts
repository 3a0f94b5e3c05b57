import { z } from 'zod';
import { type InboxEvent, listEvents, listingKeys, receiveEvent } from '#modules/intake';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import type { WorkflowRun } from '#platform/workflow';
import type { WorkContext } from '#workflows';
import type { Call } from '../../simulators/world/schema.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import type { ChangeTestContext } from './change-world.ts';
import type { GongAccess } from './gong-world.ts';

const Requests = z.object({ requests: z.array(z.object({ method: z.string(), path: z.string() })) });

/** What the workflows that take calls in are made with, for one workspace. */
export function intakeDependencies(ctx: WorkContext) {
  return {
    contextFor: ({ actor }: Pick<WorkContext, 'actor'>) => ({ ...ctx, actor }),
    metrics: createMetrics(),
    processChat: null,
    random: () => 0,
  };
}

/** The same work with that Gong as its source of calls. */
export function withGong<Work extends WorkContext | (WorkContext & ChangeTestContext)>(
  ctx: Work,
  gong: GongAccess,
): Work {
  const calls = { state: 'on', client: gong.source, simulated: true } as const;
  return { ...ctx, connections: { ...ctx.connections, calls } };
}

/** Short calls of one afternoon, a minute after one another, from the first number on. */
export function callsFrom({ first, count }: { first: number; count: number }): Call[] {
  const [sample] = smallWorld().calls;
  if (sample === undefined) return [];
  return Array.from({ length: count }, (_, place) => {
    const number = first + place;
    const startedAt = new Date(Date.parse('2026-11-20T09:00:00Z') + number * 60_000).toISOString();
    const names = { key: `call-${number}`, gongId: `82000000000000000${10 + number}`, title: `Call ${number}` };
    return { ...structuredClone(sample), ...names, startedAt, scheduledAt: startedAt };
  });
}

/** How often the calls of a range were asked for. */
export async function timesListed(gong: GongAccess): Promise<number> {
  const { requests } = Requests.parse(await gong.control({ method: 'GET', path: '/requests' }));
  return requests.filter(({ method, path }) => method === 'GET' && path === '/v2/calls').length;
}

/** Writes to the inbox what the webhook of a call says. Returns the event. */
export async function tellOfCall({
  ctx,
  gong,
  externalId,
}: {
  ctx: WorkContext;
  gong: GongAccess;
  externalId: string;
}): Promise<{ inboxId: string; created: boolean }> {
  const [call] = await gong.source.getCalls({ externalIds: [externalId] });
  if (call === undefined) throw new Error(`The simulator has no call ${externalId} yet.`);
  const told = {
    source: 'gong',
    kind: 'call.completed',
    subject: externalId,
    payload: { callId: externalId },
  } as const;
  const input = { ...told, dedupeKey: listingKeys(call).webhook, occurredAt: call.startedAt };
  return receiveEvent({ ctx: { ...ctx, actor: { type: 'webhook', source: 'gong' } }, input });
}

/** What the inbox has of Gong, and how often a call, or a new version of one, was stored. */
export async function takenIn(ctx: WorkContext): Promise<{ events: InboxEvent[]; stored: number }> {
  const { events } = await listEvents({ ctx, input: { state: null, source: 'gong', limit: 100 } });
  const isImported = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'call.imported'));
  return { events, stored: (await ctx.db.select().from(auditRecords).where(isImported)).length };
}

/** A run that keeps what each step gave, as the engine does: carried out again it goes on behind the last one kept. */
export function keptRun(
  options: { before?: (name: string) => Promise<void>; after?: (name: string) => Promise<void> } = {},
): WorkflowRun & { readonly steps: string[] } {
  const kept = new Map<string, unknown>();
  const steps: string[] = [];
  return {
    workflowId: 'test',
    steps,
    step: async (step, work) => {
      const name = typeof step === 'string' ? step : step.name;
      // oxlint-disable-next-line typescript/consistent-type-assertions -- a step of that name gave it
      if (kept.has(name)) return kept.get(name) as Awaited<ReturnType<typeof work>>;
      steps.push(name);
      await options.before?.(name);
      const given = await work();
      await options.after?.(name);
      kept.set(name, given);
      return given;
    },
    start: async () => undefined,
    resultOf: async () => null,
    patch: async () => true,
  };
}
