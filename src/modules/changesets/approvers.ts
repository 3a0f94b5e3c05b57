import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { createDefinitions } from './mirror/create-definitions.ts';
import { readDealOwnerIds, readMirrorRecord } from './mirror/read-mirror.ts';
import type { ChangeRow } from './move-change.ts';
import { toChange } from './to-change.ts';

/** The addresses of those who may decide on a change; whoever owns the deal is looked up as of now. */
export async function approversOf(ctx: Context, change: ChangeRow): Promise<string[]> {
  const { approvers } = change.terms;
  const addresses = approvers.filter((approver) => approver !== 'deal_owner');
  if (!approvers.includes('deal_owner')) return addresses;
  return [...new Set([...addresses, ...(await ownersOf(ctx, change))])];
}

/**
 * Who decides, by name for the records. Throws `approval.not-yours` with the names of those who may, and
 * `approval.identity-unknown` for someone in the chat without a verified address.
 */
export async function deciderOf(ctx: Context, change: ChangeRow): Promise<string> {
  const { actor } = ctx;
  if (actor.type === 'operator') return `operator:${actor.name}`;
  if (actor.type === 'user' && actor.grant.role === 'administrator') return actor.email;
  if (actor.type !== 'chat_user' && actor.type !== 'user') {
    throw new SophiaError('approval.not-yours', `A person decides on the change ${change.id}, and no ${actor.type}.`);
  }
  if (actor.email === null) {
    throw new SophiaError(
      'approval.identity-unknown',
      `${actor.name} has no verified e-mail address, and approvers are known by theirs.`,
    );
  }
  const email = actor.email.toLowerCase();
  const approvers = await approversOf(ctx, change);
  if (approvers.includes(email)) return email;
  const who =
    approvers.length === 0 ? 'nobody but the operator: the deal has no owner with an address' : approvers.join(', ');
  throw new SophiaError('approval.not-yours', `On this change decides ${who}; ${email} is not among them.`, {
    details: { changeId: change.id, approvers },
  });
}

async function ownersOf(ctx: Context, change: ChangeRow): Promise<string[]> {
  const { target, action } = toChange(change);
  const places = action.type === 'create_activity' ? action.associatedWith : target === null ? [] : [target];
  const ids: string[] = [];
  for (const place of places) {
    const own = await readMirrorRecord(ctx, place);
    const ofDeals = place.objectType === 'deal' ? [] : await readDealOwnerIds(ctx, place);
    ids.push(...ofDeals, ...(ofDeals.length === 0 && own?.ownerId ? [own.ownerId] : []));
  }
  const owners = await createDefinitions(ctx).owners();
  return owners.flatMap(({ externalId, email, active }) =>
    ids.includes(externalId) && email !== null && active ? [email.toLowerCase()] : [],
  );
}
