import type { Answer } from '../../kit/index.ts';
import { invalidInput, notFound } from '../hubspot-problem.ts';
import { isoText } from '../records/read-property.ts';
import type { Owner } from '../state.ts';
import { type Call, limitOf, ok, pagingOf, parameter } from './call.ts';
import { requireScope } from './scopes.ts';

export function listOwners(call: Call): Answer {
  requireScope(call.granted, 'crm.objects.owners.read');
  const { query } = call.exchange;
  const limit = limitOf(call, { standard: 100, highest: 500 });
  const after = query.get('after');
  if (after !== null && !/^\d+$/u.test(after)) throw invalidInput(`Invalid value for after: ${after}`);
  const email = query.get('email')?.toLowerCase() ?? null;
  const found = call.state.owners
    .filter((owner) => isArchived(owner, call.nowMs) === (query.get('archived') === 'true'))
    .filter((owner) => email === null || owner.email.toLowerCase() === email)
    .filter(({ id }) => after === null || Number(id) > Number(after))
    .toSorted((first, second) => Number(first.id) - Number(second.id));
  const shown = found.slice(0, limit);
  const next = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
  return ok({ results: shown.map((owner) => presentOwner(owner, call.nowMs)), ...pagingOf(call, next) });
}

export function getOwner(call: Call): Answer {
  requireScope(call.granted, 'crm.objects.owners.read');
  const { query } = call.exchange;
  const idProperty = query.get('idProperty') ?? 'id';
  if (idProperty !== 'id' && idProperty !== 'userId') throw invalidInput(`Invalid idProperty: ${idProperty}`);
  const asked = parameter(call, 'ownerId');
  const owner = call.state.owners.find(({ id, userId }) => (idProperty === 'id' ? id : String(userId)) === asked);
  if (owner === undefined || isArchived(owner, call.nowMs) !== (query.get('archived') === 'true')) {
    throw notFound(`No owner with ${idProperty} ${asked} exists.`);
  }
  return ok(presentOwner(owner, call.nowMs));
}

/** One who has left keeps the number of the user only under another name. */
function presentOwner(owner: Owner, nowMs: number): Record<string, unknown> {
  const archived = isArchived(owner, nowMs);
  const updatedAtMs = archived ? (owner.archivedFromMs ?? owner.createdAtMs) : owner.createdAtMs;
  return {
    id: owner.id,
    email: owner.email,
    type: 'PERSON',
    firstName: owner.firstName,
    lastName: owner.lastName,
    userId: archived ? null : owner.userId,
    userIdIncludingInactive: owner.userId,
    createdAt: isoText(owner.createdAtMs),
    updatedAt: isoText(updatedAtMs),
    archived,
    teams: archived ? [] : owner.teams,
  };
}

function isArchived({ archivedFromMs }: Owner, nowMs: number): boolean {
  return archivedFromMs !== null && archivedFromMs <= nowMs;
}
