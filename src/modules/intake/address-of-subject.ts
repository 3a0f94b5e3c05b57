import { z } from 'zod';
import { CrmReadType } from '#contracts';
import { getCallSource, playerAddressOf } from '#modules/calls';
import type { ConnectedContext } from '#platform/context';
import type { InboxEvent } from './schema.ts';

const AboutRecord = z.object({ objectType: CrmReadType, externalIds: z.array(z.string()).min(1) });

/** Where whoever told of it shows what an event is about: the call in its player, the record in the CRM; null where nowhere. */
export async function addressOfSubject({
  ctx,
  event: { source, subject, payload },
}: {
  ctx: ConnectedContext;
  event: Pick<InboxEvent, 'source' | 'subject' | 'payload'>;
}): Promise<string | null> {
  if (source === 'gong') {
    const call = await getCallSource({ ctx, input: { source, externalId: subject } });
    return call === null ? null : (await playerAddressOf({ ctx, callId: call.callId }))(null);
  }
  const { crm } = ctx.connections;
  if (source === 'hubspot' && crm.state === 'on') {
    const about = AboutRecord.safeParse(payload);
    return about.success ? crm.client.recordAddress({ objectType: about.data.objectType, externalId: subject }) : null;
  }
  return null;
}
