import { DomainEventType } from '#contracts';
import { getCallSource } from '#modules/calls';
import { engineOf } from '#modules/search';
import { hasWebhooks, queueWebhooks } from '#modules/webhooks';
import { scheduleOnce } from '#platform/due-work';
import type { PublishedEvent, Subscriber } from '#platform/events';
import type { WorkflowEngine } from '#platform/workflow';
import { alertOperators } from './alert-operators.ts';
import { followMerge } from './follow-merge.ts';
import { noteForSearch } from './note-for-search.ts';
import { recordAnnounced } from './record-announced.ts';
import { tellBrokenPromise } from './tell-broken-promise.ts';
import type { WorkContext } from './workflow-dependencies.ts';

type Start = {
  readonly workflowName: string;
  /** Holds the event's id, so that an event brought twice starts one run. */
  readonly workflowId: string;
  readonly input: Readonly<Record<string, unknown>>;
} | null;

export interface SubscriberOptions {
  readonly engine: Pick<WorkflowEngine, 'start'>;
  readonly contextFor: (workspaceId: string) => WorkContext;
}

/** What begins a workflow. */
const starting = [
  'batch.submitted',
  'call.imported',
  'call.told_again',
  'call.analyzed',
  'call.matched',
  'inbox.received',
  'deal.changed',
  'change_set.proposed',
  'change_set.decided',
  'change_set.applied',
  'change_set.undone',
  'change_set.undo_refused',
  'contradiction.resolved',
  'contradiction.reopened',
  'contradiction.changed',
  'commitment.changed',
  'commitment.settled',
  'drift.found',
  'notification.requested',
  'warning.cleared',
] as const;

/** Which event starts which workflow, and what is only written down. */
export function createSubscribers({ engine, contextFor }: SubscriberOptions): Subscriber[] {
  const isAnybodyTold = createLookForWebhooks({ contextFor });
  return [
    {
      name: 'start-workflow',
      types: starting,
      handle: async (published) => {
        if (!(await isFollowed({ published, contextFor }))) return;
        for (const start of startsOf(published)) {
          if (start === null) continue;
          const { requestId } = published.request;
          const input = { workspaceId: published.workspaceId, requestId, ...start.input };
          await engine.start({ workflowName: start.workflowName, workflowId: start.workflowId, input });
        }
      },
    },
    {
      name: 'alert-operators',
      types: ['gap.found', 'drift.found', 'webhook.disabled', 'inbox.given_up'],
      handle: ({ workspaceId, event }) => alertOperators({ ctx: contextFor(workspaceId), event }),
    },
    {
      name: 'count-dead-letters',
      types: ['inbox.given_up'],
      handle: async ({ workspaceId, event }) => {
        if (event.type === 'inbox.given_up') contextFor(workspaceId).countDeadLetter?.(event);
      },
    },
    {
      name: 'tell-broken-promise',
      types: ['commitment.settled'],
      handle: ({ workspaceId, event }) => tellBrokenPromise({ ctx: contextFor(workspaceId), event }),
    },
    {
      name: 'follow-merge',
      types: ['record.merged'],
      handle: async ({ workspaceId, event }) => {
        if (event.type === 'record.merged') await followMerge({ ctx: contextFor(workspaceId), merge: event });
      },
    },
    {
      name: 'webhooks',
      types: DomainEventType.options,
      handle: async (published, page = {}) => {
        if (await isAnybodyTold(published.workspaceId, page)) await startDeliveries({ published, engine, contextFor });
      },
    },
    {
      name: 'search',
      types: ['call.analyzed', 'call.matched', 'call.removed', 'commitment.changed', 'commitment.settled'],
      handle: ({ workspaceId, event }) => followForSearch({ ctx: contextFor(workspaceId), event }),
    },
    {
      name: 'ledger',
      types: ['notification.settled'],
      handle: ({ workspaceId, event }) => recordAnnounced({ ctx: contextFor(workspaceId), event }),
    },
  ];
}

/** Once for events that were read together: an endpoint that is added after that reading is told of what comes then. */
function createLookForWebhooks({
  contextFor,
}: Pick<SubscriberOptions, 'contextFor'>): (workspaceId: string, page: object) => Promise<boolean> {
  const pages = new WeakMap<object, Map<string, boolean>>();
  return async (workspaceId, page) => {
    const looked = pages.get(page) ?? new Map<string, boolean>();
    pages.set(page, looked);
    const isTold = looked.get(workspaceId) ?? (await hasWebhooks({ ctx: contextFor(workspaceId) }));
    looked.set(workspaceId, isTold);
    return isTold;
  };
}

/** The same runs that the due work starts, a moment earlier. */
async function startDeliveries({
  published: { workspaceId, event, eventId, request },
  engine,
  contextFor,
}: SubscriberOptions & { published: PublishedEvent }): Promise<void> {
  const ctx = contextFor(workspaceId);
  const { endpointIds, dueAt } = await queueWebhooks({ ctx, input: { eventId, type: event.type } });
  for (const endpointId of endpointIds) {
    const workflowId = `deliver-webhooks:${workspaceId}:${endpointId}:${dueAt.getTime()}`;
    const input = { workspaceId, requestId: request.requestId, endpointId };
    await engine.start({ workflowName: 'deliver-webhooks', workflowId, input });
  }
}

/** What a call says is searched soon, and nothing of one that was taken out stays in the memory of this process. */
async function followForSearch({ ctx, event }: { ctx: WorkContext; event: PublishedEvent['event'] }): Promise<void> {
  switch (event.type) {
    case 'call.removed':
      engineOf(ctx).forgetCall({ workspaceId: ctx.workspaceId, callId: event.callId });
      // What a store holds of it is taken out there, however long that store does not answer.
      await scheduleOnce({ ctx, kind: 'index-search', subject: 'removed', dueAt: ctx.clock.now() });
      return;
    case 'call.analyzed':
    case 'call.matched':
      await noteForSearch({ ctx, kind: 'call', ids: [event.callId] });
      return;
    case 'commitment.changed':
    case 'commitment.settled':
      await noteForSearch({ ctx, kind: 'commitment', ids: [event.commitmentId] });
      return;
    default:
    // Nothing else changes what is searched.
  }
}

/** A call that came as a file has no place in the CRM or the ledger, so nothing follows from its analysis. */
async function isFollowed({
  published,
  contextFor,
}: {
  published: PublishedEvent;
  contextFor: (workspaceId: string) => WorkContext;
}): Promise<boolean> {
  const { event, workspaceId } = published;
  if (event.type !== 'call.analyzed') return true;
  const source = await getCallSource({ ctx: contextFor(workspaceId), input: { callId: event.callId } });
  return source !== null;
}

function startsOf({ event, eventId, request }: PublishedEvent): readonly Start[] {
  const { traceparent } = request;
  switch (event.type) {
    case 'batch.submitted': {
      const { batchId } = event;
      return [
        { workflowName: 'import-batch', workflowId: `import-batch:${batchId}:v1`, input: { batchId, traceparent } },
      ];
    }
    case 'call.imported':
    case 'call.told_again': {
      const { callId, version, engine } = event;
      const input = { callId, version, engine, traceparent, returned: 'returned' in event && event.returned === true };
      return [run({ workflowName: 'analyze-call', subject: `${callId}:v${version}`, eventId, input })];
    }
    case 'call.analyzed':
    case 'call.matched': {
      const { callId } = event;
      const input = { callId, traceparent };
      const following = run({ workflowName: 'follow-up-call', subject: callId, eventId, input });
      return [following, ...redrawing({ event, eventId })];
    }
    case 'inbox.received': {
      const { inboxId, source, kind } = event;
      if (source === 'gong' && kind === 'call.listed') return [];
      return [run({ workflowName: 'process-event', subject: inboxId, eventId, input: { inboxId } })];
    }
    case 'change_set.proposed':
      return [applying({ changeSetId: event.changeSetId, eventId, traceparent })];
    case 'change_set.decided':
      return [applying({ changeSetId: event.changeSetId, eventId, traceparent }), ...redrawing({ event, eventId })];
    case 'deal.changed': {
      const { recordId, properties } = event;
      const input = { recordId, properties, occasion: String(eventId) };
      return [run({ workflowName: 'recheck-deal', subject: recordId, eventId, input })];
    }
    case 'change_set.undone': {
      const { changeSetId } = event;
      const following = run({ workflowName: 'follow-undo', subject: changeSetId, eventId, input: { changeSetId } });
      return [following, ...redrawing({ event, eventId })];
    }
    case 'notification.requested': {
      const { notificationId } = event;
      const input = { what: { type: 'notification', notificationId }, traceparent };
      return [run({ workflowName: 'send-notification', subject: notificationId, eventId, input })];
    }
    default:
      return redrawing({ event, eventId });
  }
}

function run({
  workflowName,
  subject,
  eventId,
  input,
}: {
  workflowName: string;
  subject: string;
  eventId: number;
  input: Readonly<Record<string, unknown>>;
}): Start {
  return { workflowName, workflowId: `${workflowName}:${subject}:${eventId}`, input };
}

function applying({
  changeSetId,
  eventId,
  traceparent,
}: {
  changeSetId: string;
  eventId: number;
  traceparent: string | null;
}): Start {
  return {
    workflowName: 'apply-change-set',
    workflowId: `apply-change-set:${changeSetId}:${eventId}`,
    input: { changeSetId, traceparent },
  };
}

/** The cards that show what an event is about say where it stands now. */
function redrawing({ event, eventId }: Pick<PublishedEvent, 'event' | 'eventId'>): readonly Start[] {
  const what = shownBy(event);
  if (what === null) return [];
  const workflowId = `redraw:${Object.values(what).join(':')}:${eventId}`;
  return [{ workflowName: 'send-notification', workflowId, input: { what, traceparent: null } }];
}

function shownBy(event: PublishedEvent['event']): Readonly<Record<string, string>> | null {
  switch (event.type) {
    case 'call.matched':
      return { type: 'call', callId: event.callId };
    case 'change_set.decided':
    case 'change_set.applied':
    case 'change_set.undone':
    case 'change_set.undo_refused':
      return { type: 'change_set', changeSetId: event.changeSetId };
    case 'contradiction.resolved':
    case 'contradiction.reopened':
    case 'contradiction.changed':
      return { type: 'contradiction', contradictionId: event.contradictionId };
    case 'commitment.changed':
    case 'commitment.settled':
      return { type: 'commitment', commitmentId: event.commitmentId };
    case 'drift.found':
      return { type: 'drift', driftId: event.driftId };
    case 'warning.cleared':
      return { type: 'warning', warningId: event.warningId };
    default:
      return null;
  }
}
