import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { ConnectedContext } from '#platform/context';
import { findId } from '#platform/db';
import { addressOfSubject } from './address-of-subject.ts';
import { getEvent } from './get-event.ts';
import type { InboxEvent } from './schema.ts';
import { inboxEvents } from './tables.ts';

/** With these fields of what Slack sends anybody could answer in Sophia's name; forms of ours carry them along too. */
const keysOfSlack: readonly string[] = ['response_url', 'response_urls', 'trigger_id', 'private_metadata'];

/**
 * One event with what the vendor sent and where that shows what it is about, named by as much of its id as only one has. Whoever may read the inbox is one
 * from whom nothing is withheld, so it is given as it came, but for the keys in it; that it was read is recorded.
 * Throws `inbox.not-found`.
 */
export async function findEvent({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: { inboxId: string };
}): Promise<InboxEvent & { readonly address: string | null }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: input.inboxId } });
  const reference = input.inboxId;
  const inboxId = await findId({ ctx, reference, tables: [inboxEvents], what: 'event', code: 'inbox.not-found' });
  const event = await getEvent({ ctx, input: { inboxId } });
  await audit({ ctx, action: 'inbox_event.read', resource: { type: 'inbox_event', id: inboxId } });
  const address = await addressOfSubject({ ctx, event });
  return { ...event, address, payload: withoutKeys(event.payload) };
}

function withoutKeys(payload: unknown): unknown {
  if (Array.isArray(payload)) return payload.map(withoutKeys);
  if (typeof payload !== 'object' || payload === null) return payload;
  const kept = Object.entries(payload).filter(([name]) => !keysOfSlack.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutKeys(value)]));
}
