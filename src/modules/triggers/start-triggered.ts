import { authorise } from '#modules/access';
import { findRecord } from '#modules/crm';
import { getEvent, type InboxEvent } from '#modules/intake';
import {
  findChatUser,
  findUsableChannel,
  type NotificationDestination,
  requestNotification,
} from '#modules/notifications';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { auditRecords, transact } from '#platform/db';
import { moveWork, scheduleOnce } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { and, eq, gte, sql } from '#platform/sql';
import { type Receiver, TriggeredPayload, type TriggeredStart } from './schema.ts';

/**
 * Begins what an event from outside starts, each of it once however often it is begun. What cannot be begun keeps nothing
 * beside it from being so: the first such problem is thrown after the rest is begun. It is `vendor.off` where a vendor is
 * not connected, `input.invalid` where a rule wants what the event lacks, and where there is no such deal, person or
 * channel `record.not-found` and `channel.unusable`.
 */
export async function startTriggered({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: { readonly inboxId: string };
}): Promise<{ started: number }> {
  authorise({ ctx, action: 'inbox.process', resource: { type: 'inbox_event', id: input.inboxId } });
  const { inboxId } = input;
  const event = await getEvent({ ctx, input });
  const { starts } = TriggeredPayload.parse(event.payload);
  const begun = starts.length === 0 ? new Set() : await positionsBegun({ ctx, event });
  const planned: Planned[] = [];
  const problems: unknown[] = [];
  for (const [position, start] of starts.entries()) {
    if (begun.has(position)) continue;
    try {
      planned.push({ start, position, plan: await planOf({ ctx, start, place: { inboxId, position } }) });
    } catch (error) {
      problems.push(error);
    }
  }
  if (planned.length > 0) {
    await transact({ ctx }, async (inner) => {
      for (const { start, position, plan } of planned) {
        await plan(inner);
        const details = { ...detailsOf(start), position };
        const resource = { type: 'inbox_event', id: inboxId } as const;
        await audit({ ctx: inner, action: 'trigger.started', resource, details });
      }
    });
  }
  if (problems.length > 0) throw problems[0];
  return { started: planned.length };
}

/** Another try of an event that could not be carried out whole does not read a vendor again for what it has begun. */
async function positionsBegun({ ctx, event }: { ctx: Context; event: InboxEvent }): Promise<ReadonlySet<unknown>> {
  const rows = await ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(
      and(
        eq(auditRecords.workspaceId, ctx.workspaceId),
        gte(auditRecords.at, new Date(event.receivedAt)),
        eq(auditRecords.action, 'trigger.started'),
        sql`${auditRecords.resource} ->> 'id' = ${event.inboxId}`,
      ),
    );
  return new Set(rows.map(({ details }) => Object(details).position));
}

type Plan = (ctx: Context) => Promise<void>;

interface Planned {
  readonly start: TriggeredStart;
  readonly position: number;
  readonly plan: Plan;
}

/** Which of the starts of which event it is. */
interface Place {
  readonly inboxId: string;
  readonly position: number;
}

/** Words from outside stand in the inbox alone. */
function detailsOf(start: TriggeredStart): Record<string, unknown> {
  if (start.start !== 'send-message') return { ...start };
  const { trigger, to } = start;
  return { trigger, start: start.start, to };
}

/**
 * What a sync keeps of its last run stays, so that no second one queues behind one that waits; a call that is waited for
 * keeps its looks and the event of its source.
 */
async function planOf({
  ctx,
  start,
  place,
}: {
  ctx: ConnectedContext;
  start: TriggeredStart;
  place: Place;
}): Promise<Plan> {
  switch (start.start) {
    case 'sync-crm':
      requireConnection(ctx.connections.crm);
      return syncSoon(start.start);
    case 'sync-calls':
      requireConnection(ctx.connections.calls);
      return syncSoon(start.start);
    case 'take-in-call': {
      requireConnection(ctx.connections.calls);
      const subject = start.call ?? lacking({ start, what: 'the id of a call, up to 20 digits as text' });
      const payload = { attempts: 1, inboxId: null, triggeredBy: place.inboxId };
      return (inner) => scheduleOnce({ ctx: inner, kind: start.start, subject, payload, dueAt: inner.clock.now() });
    }
    case 'send-brief':
      return planBrief({ ctx, start, place });
    case 'send-message':
      return planMessage({ ctx, start, place });
  }
}

function syncSoon(kind: string): Plan {
  return (inner) => moveWork({ ctx: inner, kind, subject: 'all', dueAt: inner.clock.now() });
}

async function planBrief({
  ctx,
  start,
  place: { inboxId },
}: {
  ctx: ConnectedContext;
  start: Extract<TriggeredStart, { start: 'send-brief' }>;
  place: Place;
}): Promise<Plan> {
  requireConnection(ctx.connections.chat);
  const externalId = start.deal ?? lacking({ start, what: 'the id of a deal, up to 20 digits as text' });
  const deal = await findRecord({ ctx, input: { objectType: 'deal', externalId } });
  if (deal === null) {
    throw new SophiaError(
      'record.not-found',
      `Expected the deal ${externalId} of the trigger “${start.trigger}” in the CRM as it was read last, found none.`,
    );
  }
  const { recordId } = deal;
  const key = `deal_brief:event:${inboxId}:${recordId}`;
  return async (inner) => {
    await requestNotification({
      ctx: inner,
      input: { kind: 'deal_brief', key, severity: 'medium', subject: { recordId } },
    });
  };
}

async function planMessage({
  ctx,
  start,
  place: { inboxId, position },
}: {
  ctx: ConnectedContext;
  start: Extract<TriggeredStart, { start: 'send-message' }>;
  place: Place;
}): Promise<Plan> {
  requireConnection(ctx.connections.chat);
  if (start.text === null) lacking({ start, what: 'a value for each place in its text' });
  const destination = await destinationOf({ ctx, to: start.to });
  const key = `outside_message:${inboxId}:${position}`;
  return async (inner) => {
    await requestNotification({
      ctx: inner,
      input: { kind: 'outside_message', key, severity: 'medium', subject: { inboxId, position }, destination },
    });
  };
}

async function destinationOf({ ctx, to }: { ctx: ConnectedContext; to: Receiver }): Promise<NotificationDestination> {
  if ('channel' in to) {
    const channel = to.channel.replace(/^#/, '');
    await findUsableChannel({ ctx, name: channel });
    return { to: 'channel', channel };
  }
  const userId = await findChatUser({ ctx, email: to.person });
  if (userId !== null) return { to: 'chat_user', userId };
  throw new SophiaError('channel.unusable', `Expected somebody in Slack with the address ${to.person}, found nobody.`);
}

function lacking({ start: { trigger }, what }: { start: TriggeredStart; what: string }): never {
  throw new SophiaError(
    'input.invalid',
    `Expected an event for the trigger “${trigger}” to hold ${what}, where its rule says, found none.`,
  );
}
