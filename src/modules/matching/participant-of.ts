import { getCallSource, getTranscript } from '#modules/calls';
import { addressesOf, type CrmRecordRow, normalizeEmail } from '#modules/crm';
import { nameKey } from '#modules/people';
import type { Context } from '#platform/context';
import { partiesOf } from './parties-of.ts';

/** Which participant a contact is, by an address of theirs, else by a name that only one of the call has; null where neither says. */
export async function participantOf({
  ctx,
  callId,
  contact,
}: {
  ctx: Context;
  callId: string;
  contact: CrmRecordRow;
}): Promise<string | null> {
  const source = await getCallSource({ ctx, input: { callId } });
  const { transcript } = await getTranscript({ ctx, input: { callId, version: null } });
  const outside = partiesOf({ source, transcript }).filter(({ side }) => side !== 'internal');
  const addresses = addressesOf(contact);
  const byAddress = outside.filter(({ email }) => addresses.includes(normalizeEmail(email) ?? ''));
  const name = nameKey(contact.name ?? '');
  const byName = name === '' ? [] : outside.filter((party) => nameKey(party.name ?? '') === name);
  const [only, another] = byAddress.length > 0 ? byAddress : byName;
  return only === undefined || another !== undefined ? null : (only.name ?? only.email);
}
