import type { CrmOwner } from '#contracts';
import type { Actor, Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { createDefinitions } from './mirror/create-definitions.ts';
import { readDealOwnerIds, readMirrorRecord } from './mirror/read-mirror.ts';
import type { ChangeRow } from './move-change.ts';
import { toChange } from './to-change.ts';

/** Who may decide on a change, beside the operator and administrators. */
export interface Approvers {
  readonly addresses: readonly string[];
  /** Owners who would, and have left the CRM. */
  readonly departed: readonly Pick<CrmOwner, 'externalId' | 'name'>[];
}

/** Those who may decide on a change; whoever owns the deal is looked up as of now. */
export async function approversOf(ctx: Context, change: ChangeRow): Promise<Approvers> {
  const { approvers } = change.terms;
  const addresses = approvers.filter((approver) => approver !== 'deal_owner');
  if (!approvers.includes('deal_owner')) return { addresses, departed: [] };
  const owners = await ownersOf(ctx, change);
  const active = owners.flatMap(({ email, active: isHere }) => (isHere && email !== null ? [email.toLowerCase()] : []));
  return {
    addresses: [...new Set([...addresses, ...active])],
    departed: owners.filter((owner) => !owner.active).map(({ externalId, name }) => ({ externalId, name })),
  };
}

/**
 * Who decides, by name for the records. Throws `approval.not-yours` with the names of those who may,
 * `approval.owner-left` where that is nobody any more, and `approval.identity-unknown` for someone in the chat without
 * a verified address.
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
  const { addresses, departed } = await approversOf(ctx, change);
  if (mayDecide(ctx, addresses)) return email;
  throw refusal({ change, email, member: memberOf(actor), addresses, departed });
}

/** Whether whoever asks may decide where these addresses do: what `deciderOf` lets through. */
export function mayDecide({ actor }: Pick<Context, 'actor'>, addresses: Approvers['addresses']): boolean {
  if (actor.type === 'operator') return true;
  if (actor.type === 'user' && actor.grant.role === 'administrator') return true;
  if (actor.type !== 'chat_user' && actor.type !== 'user') return false;
  return actor.email !== null && addresses.includes(actor.email.toLowerCase());
}

/** Whose address is the one of the chat; an account has its own. */
function memberOf(actor: Actor): string | null {
  return actor.type === 'chat_user' ? actor.userId : null;
}

function refusal({
  change,
  email,
  member,
  addresses,
  departed,
}: Approvers & { change: ChangeRow; email: string; member: string | null }): SophiaError {
  const details = { changeId: change.id, approvers: addresses };
  if (addresses.length === 0 && departed.length > 0) {
    const who = departed.map(({ name }) => name).join(' and ');
    return new SophiaError(
      'approval.owner-left',
      `Expected the owner of ${change.targetName ?? 'the record'} to decide, found that ${who} no longer works in the CRM.`,
      { details },
    );
  }
  const who =
    addresses.length === 0
      ? 'nobody but the operator: what it changes has no owner with an address'
      : addresses.join(', ');
  const whose = member === null ? email : `${email}, the address that Slack gives for the member ${member},`;
  return new SophiaError('approval.not-yours', `On this change decides ${who}; ${whose} is not among them.`, {
    details,
  });
}

async function ownersOf(ctx: Context, change: ChangeRow): Promise<CrmOwner[]> {
  const { target, action } = toChange(change);
  const places = action.type === 'create_activity' ? action.associatedWith : target === null ? [] : [target];
  const ids: string[] = [];
  for (const place of places) {
    const own = await readMirrorRecord(ctx, place);
    const ofDeals = place.objectType === 'deal' ? [] : await readDealOwnerIds(ctx, place);
    ids.push(...ofDeals, ...(ofDeals.length === 0 && own?.ownerId ? [own.ownerId] : []));
  }
  const owners = await createDefinitions(ctx).owners();
  return owners.filter(({ externalId }) => ids.includes(externalId));
}
