import { z } from 'zod';
import { invalidInput, notFound } from '../hubspot-problem.ts';
import { ObjectType, objectTypes } from '../object-types.ts';
import type { HubspotState, PropertyDefinition } from '../state.ts';
import type { Control } from './control-call.ts';

export const RenameOption = z.strictObject({
  objectType: ObjectType,
  property: z.string(),
  from: z.string(),
  to: z.string().min(1),
  label: z.string().nullish(),
});
type RenameOption = z.infer<typeof RenameOption>;

/** An option gets another value. Records keep the old one, which no write takes any more. */
export function renameOption({ state, now }: Control, input: RenameOption): unknown {
  const definition = requireDefinition(state, input);
  const isStage = input.property === objectTypes[input.objectType].piped?.stage;
  const stage = isStage ? stageOf(state, input) : undefined;
  const option = stage === undefined ? definition.options.find(({ value }) => value === input.from) : undefined;
  if (stage !== undefined) {
    stage.id = input.to;
    stage.label = input.label ?? stage.label;
  } else if (option !== undefined) {
    option.value = input.to;
    option.label = input.label ?? option.label;
  } else {
    throw invalidInput(`${input.property} has no option ${input.from}.`);
  }
  definition.updatedAtMs = now.getTime();
  return { property: input.property, from: input.from, to: input.to };
}

/** Any property, those of HubSpot's own included: nothing reads or takes it any more. */
export function deleteProperty({ state, now }: Control, input: { objectType: ObjectType; property: string }): unknown {
  requireDefinition(state, input).archivedAtMs = now.getTime();
  return { property: input.property, archived: true };
}

export function archiveOwner({ state, now }: Control, input: { ownerId: string; archived: boolean }): unknown {
  const owner = state.owners.find(({ id }) => id === input.ownerId);
  if (owner === undefined) throw notFound(`There is no owner ${input.ownerId}.`);
  owner.archivedFromMs = input.archived ? now.getTime() : null;
  return { ownerId: owner.id, archived: input.archived };
}

function requireDefinition(
  state: HubspotState,
  { objectType, property }: { objectType: ObjectType; property: string },
): PropertyDefinition {
  const definition = state.properties[objectType][property];
  if (definition === undefined) throw notFound(`${objectType} have no property ${property}.`);
  return definition;
}

function stageOf(state: HubspotState, { objectType, from }: RenameOption) {
  return state.pipelines[objectType].flatMap(({ stages }) => stages).find((stage) => stage.id === from);
}
