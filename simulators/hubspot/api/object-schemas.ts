import { z } from 'zod';
import type { AssociationInput } from '../associations/associate.ts';
import { definedTypes } from '../associations/defined-types.ts';
import { invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, requireObjectType } from '../object-types.ts';
import { AssociationCategory, type AssociationSpec, type HubspotState } from '../state.ts';

/** Values are text; numbers and booleans are taken as their text, null clears. */
const Values = z.record(
  z.string(),
  z.union([z.string(), z.number().transform(String), z.boolean().transform(String), z.null()]),
);
const Id = z.union([z.string(), z.number().transform(String)]);
export const SpecInput = z.object({
  associationCategory: AssociationCategory,
  associationTypeId: z.coerce.number().int(),
});
const Associations = z
  .array(z.object({ to: z.object({ id: Id }), types: z.array(SpecInput).min(1) }))
  .nullish()
  .transform((associations) => associations ?? []);

export const CreateInput = z.object({
  properties: Values,
  associations: Associations,
  objectWriteTraceId: z.string().nullish(),
});
export type CreateInput = z.infer<typeof CreateInput>;
export const UpdateInput = z.object({ properties: Values });
export const BatchUpdateInput = z.object({
  id: Id,
  idProperty: z.string().nullish(),
  properties: Values,
  objectWriteTraceId: z.string().nullish(),
});
export type BatchUpdateInput = z.infer<typeof BatchUpdateInput>;
export const BatchReadInput = z.object({
  inputs: z.array(z.object({ id: Id })),
  properties: z.array(z.string()).nullish(),
  propertiesWithHistory: z.array(z.string()).nullish(),
  idProperty: z.string().nullish(),
});
export const BatchIdsInput = z.object({ inputs: z.array(z.object({ id: Id })) });
export const MergeInput = z.object({ primaryObjectId: Id, objectIdToMerge: Id });
export const PrivacyDeleteInput = z.object({ objectId: Id, idProperty: z.string().nullish() });

export function specOf({ associationCategory, associationTypeId }: z.infer<typeof SpecInput>): AssociationSpec {
  return { category: associationCategory, typeId: associationTypeId };
}

/** The objects API names only the id of the other record; the type of the tie says what it is. */
export function associationInputs(
  state: HubspotState,
  asked: { fromType: ObjectType; associations: CreateInput['associations'] },
): AssociationInput[] {
  return asked.associations.map(({ to, types }) => {
    const specs = types.map(specOf);
    const toType = specs
      .map((spec) => otherEnd(state, { fromType: asked.fromType, spec }))
      .find((type) => type !== null);
    if (toType === undefined || toType === null) {
      throw invalidInput(
        `No association type ${specs.map(({ typeId }) => typeId).join(', ')} begins at ${asked.fromType}.`,
      );
    }
    return { to: { toType, toId: to.id }, types: specs };
  });
}

/** The types of object in the query of a read. */
export function associatedTypes(names: readonly string[]): ObjectType[] {
  return names.map((name) => requireObjectType(name));
}

function otherEnd(
  state: HubspotState,
  { fromType, spec }: { fromType: ObjectType; spec: AssociationSpec },
): ObjectType | null {
  if (spec.category === 'HUBSPOT_DEFINED') {
    return definedTypes.find((type) => type.from === fromType && type.typeId === spec.typeId)?.to ?? null;
  }
  return state.labels.find((label) => label.fromType === fromType && label.typeId === spec.typeId)?.toType ?? null;
}
