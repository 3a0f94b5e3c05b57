import type { DomainEventType } from '#contracts';
import { type Action, isAllowed, isBounded, seenCallIds } from '#modules/access';
import { listCallsById } from '#modules/calls';
import { listChangeSetsById } from '#modules/changesets';
import { listCommitmentsById } from '#modules/commitments';
import { listContradictionsById } from '#modules/contradictions';
import { listRecordsById } from '#modules/crm';
import { getLedgerItem } from '#modules/ledger';
import { listWarningsById } from '#modules/warnings';
import type { Context } from '#platform/context';
import type { FeedEvent } from '#platform/events';

type Data = FeedEvent['message']['data'];

/** What an event is about, by what is asked whether it is seen. */
type Subject = 'call' | 'change_set' | 'commitment' | 'contradiction' | 'record' | 'warning' | 'item' | 'company';

interface Sight {
  /** What reading the same thing takes. */
  readonly action: Action;
  readonly subject: Subject;
  /** The ids of it in the event; each of them must be seen. */
  readonly ids: (data: Data) => readonly string[];
}

const ofCall: Sight = { action: 'call.read', subject: 'call', ids: idsAt('callId') };
const ofChangeSet: Sight = { action: 'change_set.read', subject: 'change_set', ids: idsAt('changeSetId') };
const ofCommitment: Sight = { action: 'commitment.read', subject: 'commitment', ids: idsAt('commitmentId') };
const ofContradiction: Sight = {
  action: 'contradiction.read',
  subject: 'contradiction',
  ids: idsAt('contradictionId'),
};
const ofWarning: Sight = { action: 'warning.read', subject: 'warning', ids: idsAt('warningId') };

/** Who sees an event: whoever may read what it is about, as the verbs have it. */
const sights: Readonly<Record<DomainEventType, Sight>> = {
  'batch.submitted': ofCompany('call.import'),
  'call.imported': ofCall,
  'call.analyzed': ofCall,
  'call.matched': ofCall,
  // The call is gone, and with it whose it was.
  'call.removed': ofCompany('call.read'),
  'change_set.proposed': ofChangeSet,
  'change_set.decided': ofChangeSet,
  'change_set.applied': ofChangeSet,
  'change_set.undone': ofChangeSet,
  'change_set.undo_refused': ofChangeSet,
  'commitment.changed': ofCommitment,
  'commitment.settled': ofCommitment,
  'contradiction.changed': ofContradiction,
  'contradiction.found': ofContradiction,
  'contradiction.reopened': ofContradiction,
  'contradiction.resolved': ofContradiction,
  'deal.changed': { action: 'crm.read', subject: 'record', ids: idsAt('recordId') },
  'record.merged': { action: 'crm.read', subject: 'record', ids: idsAt('fromRecordId', 'intoRecordId') },
  'warning.raised': ofWarning,
  'warning.cleared': ofWarning,
  'gap.found': {
    action: 'ledger.read',
    subject: 'item',
    ids: ({ source, externalId }) => [`${String(source)} ${String(externalId)}`],
  },
  'drift.found': ofCompany('ledger.read'),
  'inbox.received': ofCompany('inbox.read'),
  'inbox.given_up': ofCompany('inbox.read'),
  'notification.requested': ofCompany('notification.read'),
  'notification.settled': ofCompany('notification.read'),
  'webhook.disabled': ofCompany('webhook.read'),
};

/**
 * Of some events, those that the actor sees: what is about a call, a deal or anything that came of them which is not
 * seen is not there, and neither is its number in the row of all events.
 */
export async function seenEvents({
  ctx,
  events,
}: {
  ctx: Context;
  events: readonly FeedEvent[];
}): Promise<readonly FeedEvent[]> {
  const allowed = events.flatMap((event) => {
    const sight = sightOf(event);
    return sight !== null && isAllowed({ ctx, action: sight.action }) ? [{ event, sight }] : [];
  });
  if (!isBounded(ctx)) return allowed.map(({ event }) => event);
  const asked = Map.groupBy(allowed, ({ sight }) => sight.subject);
  const seen = new Set<string>();
  for (const [subject, group] of asked) {
    const ids = [...new Set(group.flatMap(({ event, sight }) => sight.ids(event.message.data)))];
    for (const id of await readers[subject]({ ctx, ids })) seen.add(`${subject} ${id}`);
  }
  const shown = allowed.filter(({ event, sight }) => {
    const ids = sight.ids(event.message.data);
    return ids.length > 0 && ids.every((id) => seen.has(`${sight.subject} ${id}`));
  });
  const proposing = shown.filter(({ sight }) => sight.subject === 'change_set').map(({ event }) => event);
  const calls = await seenCallIds(ctx, proposing.flatMap(callIn));
  return shown.map(({ event, sight }) =>
    withoutNumber(sight.subject === 'change_set' ? withoutUnseenCall({ event, calls }) : event),
  );
}

/** Whose deal an activity is taken off may not see the call of it. */
function withoutUnseenCall({ event, calls }: { event: FeedEvent; calls: ReadonlySet<string> }): FeedEvent {
  if (callIn(event).every((callId) => calls.has(callId))) return event;
  const { message } = event;
  return { ...event, message: { ...message, data: { ...message.data, callId: null } } };
}

function callIn({ message }: FeedEvent): readonly string[] {
  return idsAt('callId')(message.data);
}

function withoutNumber({ place, message }: FeedEvent): FeedEvent {
  return { place, message: { ...message, eventId: null } };
}

function sightOf({ message }: FeedEvent): Sight | null {
  return Object.entries(sights).find(([type]) => type === message.type)?.[1] ?? null;
}

/** What belongs to nobody in particular is seen by those who see everything. */
function ofCompany(action: Action): Sight {
  return { action, subject: 'company', ids: () => [] };
}

function idsAt(...names: readonly string[]): Sight['ids'] {
  return (data) => names.flatMap((name) => (typeof data[name] === 'string' ? [data[name]] : []));
}

interface Asked {
  readonly ctx: Context;
  readonly ids: readonly string[];
}

/** Of some ids, those that the actor sees, by the verbs that read the same things. */
const readers: Readonly<Record<Subject, (asked: Asked) => Promise<Iterable<string>>>> = {
  call: async ({ ctx, ids }) => (await listCallsById({ ctx, input: { callIds: ids } })).keys(),
  change_set: async ({ ctx, ids }) => (await listChangeSetsById({ ctx, input: { changeSetIds: ids } })).keys(),
  commitment: async ({ ctx, ids }) => (await listCommitmentsById({ ctx, input: { commitmentIds: ids } })).keys(),
  contradiction: async ({ ctx, ids }) =>
    (await listContradictionsById({ ctx, input: { contradictionIds: ids } })).keys(),
  record: async ({ ctx, ids }) => (await listRecordsById({ ctx, input: { recordIds: ids } })).keys(),
  warning: async ({ ctx, ids }) => (await listWarningsById({ ctx, input: { warningIds: ids } })).keys(),
  item: seenItems,
  company: async () => [],
};

async function seenItems({ ctx, ids }: Asked): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const id of ids) {
    // No name of a source has a space in it.
    const [source = '', ...rest] = id.split(' ');
    if ((await getLedgerItem({ ctx, input: { source, externalId: rest.join(' ') } })) !== null) seen.push(id);
  }
  return seen;
}
