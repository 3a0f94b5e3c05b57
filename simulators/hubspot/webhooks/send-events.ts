import type { SimulatorTools } from '../../kit/index.ts';
import { objectTypes } from '../object-types.ts';
import { appId, portalId } from '../portal.ts';
import type { HubspotState, Subscription } from '../state.ts';
import type { CrmEvent } from '../write-context.ts';

/** HubSpot sends fewer than a hundred events at a time. */
const largestDelivery = 99;

interface Happening {
  readonly events: readonly CrmEvent[];
  readonly changeSource: string;
  readonly sourceId: string | null;
}

/** Tells the subscribers: one array for what happened together, cut where it gets too long. */
export function sendEvents(tools: SimulatorTools<HubspotState>, happening: Happening): void {
  const bodies = happening.events.flatMap((event) => notificationsOf(tools, { event, happening }));
  for (let start = 0; start < bodies.length; start += largestDelivery) {
    const payload = bodies.slice(start, start + largestDelivery);
    tools.webhooks.send({ topic: topicOf(payload[0] ?? {}), payload });
  }
}

/** Events are counted for each subscription by itself: HubSpot does not promise that their ids are unique. */
function notificationsOf(
  tools: SimulatorTools<HubspotState>,
  { event, happening }: { event: CrmEvent; happening: Happening },
): Record<string, unknown>[] {
  const { state, clock } = tools;
  const { typeField, subscriptions } = state.webhooks;
  return subscriptions
    .filter((subscription) => isFor(subscription, event))
    .map(({ id, eventType, objectTypeId }) => ({
      eventId: tools.count(`event-${id}`),
      subscriptionId: id,
      portalId,
      appId,
      occurredAt: clock.now().getTime(),
      [typeField]: eventType,
      ...(eventType.startsWith('object.') ? { objectTypeId } : {}),
      attemptNumber: 0,
      ...detailsOf(event),
      changeSource: happening.changeSource,
      ...(happening.sourceId === null ? {} : { sourceId: happening.sourceId }),
    }));
}

function isFor({ active, eventType, propertyName, objectTypeId }: Subscription, event: CrmEvent): boolean {
  if (!active) return false;
  const [object, kind] = eventType.split('.');
  const facts = objectTypes[event.objectType];
  const isObject = object === 'object' ? objectTypeId === facts.typeId : object === facts.singular;
  return isObject && kind === event.kind && (event.kind !== 'propertyChange' || propertyName === event.property);
}

function detailsOf(event: CrmEvent): Record<string, unknown> {
  const objectId = Number(event.id);
  switch (event.kind) {
    case 'creation':
      return { objectId, changeFlag: 'CREATED' };
    case 'deletion':
      return { objectId, changeFlag: 'DELETED' };
    case 'restore':
      return { objectId, changeFlag: 'RESTORED' };
    case 'privacyDeletion':
      return { objectId };
    case 'propertyChange':
      return { objectId, propertyName: event.property, propertyValue: event.value };
    case 'merge':
      return {
        objectId,
        primaryObjectId: objectId,
        mergedObjectIds: event.mergedIds.map(Number),
        newObjectId: Number(event.newId),
        numberOfPropertiesMoved: event.movedProperties,
      };
    case 'associationChange': {
      const from = objectTypes[event.objectType].singular.toUpperCase();
      return {
        associationType: `${from}_TO_${objectTypes[event.toType].singular.toUpperCase()}`,
        fromObjectId: objectId,
        toObjectId: Number(event.toId),
        associationRemoved: event.removed,
        isPrimaryAssociation: event.isPrimary,
      };
    }
  }
}

function topicOf(body: Record<string, unknown>): string {
  return String(body['subscriptionType'] ?? body['eventType'] ?? '');
}
