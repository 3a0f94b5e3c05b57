import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { HubspotProblem, invalidInput, notFound } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import type { PropertyGroup } from '../state.ts';
import { type Call, noContent, objectTypeOf, ok, parameter, readBody } from './call.ts';

const GroupInput = z.object({ name: z.string().min(1), label: z.string().min(1), displayOrder: z.int().nullish() });
const GroupPatch = GroupInput.omit({ name: true }).partial();

export function listGroups(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'read', of: 'schemas' });
  return ok({ results: Object.values(call.state.groups[objectType]).filter(({ archived }) => !archived) });
}

export function getGroup(call: Call): Answer {
  return ok(requireGroup(call, objectTypeOf(call, { access: 'read', of: 'schemas' })));
}

export function createGroup(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const { name, label, displayOrder } = readBody(call, GroupInput);
  const groups = call.state.groups[objectType];
  if (groups[name]?.archived === false) {
    const message = `A property group named '${name}' already exists.`;
    throw new HubspotProblem({ status: 409, category: 'OBJECT_ALREADY_EXISTS', message });
  }
  const group = { name, label, displayOrder: displayOrder ?? -1, archived: false };
  groups[name] = group;
  return ok(group, 201);
}

export function updateGroup(call: Call): Answer {
  const group = requireGroup(call, objectTypeOf(call, { access: 'write', of: 'schemas' }));
  const patch = readBody(call, GroupPatch);
  group.label = patch.label ?? group.label;
  group.displayOrder = patch.displayOrder ?? group.displayOrder;
  return ok(group);
}

export function archiveGroup(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const group = requireGroup(call, objectType);
  const isUsed = Object.values(call.state.properties[objectType]).some(
    ({ groupName, archivedAtMs }) => groupName === group.name && archivedAtMs === null,
  );
  if (isUsed) throw invalidInput(`The property group ${group.name} still has properties.`);
  group.archived = true;
  return noContent();
}

function requireGroup(call: Call, objectType: ObjectType): PropertyGroup {
  const name = parameter(call, 'groupName');
  const group = call.state.groups[objectType][name];
  if (group === undefined || group.archived) throw notFound(`No property group named '${name}' exists.`);
  return group;
}
