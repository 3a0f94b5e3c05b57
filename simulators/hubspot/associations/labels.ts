import { invalidInput } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import type { AssociationLabel, AssociationSpec, HubspotState } from '../state.ts';
import { definedTypes } from './defined-types.ts';

/** What a type of tie is called; null for the plain one. */
export function labelOf(state: HubspotState, { category, typeId }: AssociationSpec): string | null {
  if (category === 'HUBSPOT_DEFINED') return definedTypes.find((type) => type.typeId === typeId)?.label ?? null;
  return state.labels.find((label) => label.typeId === typeId)?.label ?? null;
}

export function labelsBetween(
  state: HubspotState,
  pair: { fromType: ObjectType; toType: ObjectType },
): Record<string, unknown>[] {
  const defined = definedTypes
    .filter(({ from, to }) => from === pair.fromType && to === pair.toType)
    .map(({ typeId, label }) => ({ category: 'HUBSPOT_DEFINED', typeId, label }));
  const own = state.labels
    .filter(({ fromType, toType }) => fromType === pair.fromType && toType === pair.toType)
    .map(({ typeId, label }) => ({ category: 'USER_DEFINED', typeId, label }));
  return [...defined, ...own];
}

/** A label has one number for each direction. */
export function addLabel(
  state: HubspotState,
  made: { fromType: ObjectType; toType: ObjectType; name: string; label: string; inverseLabel: string | null },
): AssociationLabel[] {
  const { fromType, toType, name, label } = made;
  const taken = state.labels.some(
    (known) => known.fromType === fromType && known.toType === toType && known.name === name,
  );
  if (taken) throw invalidInput(`An association label with the name ${name} exists already.`);
  const typeId = state.labels.reduce((highest, known) => Math.max(highest, known.typeId), 0) + 1;
  const isOneWay = fromType === toType && made.inverseLabel === null;
  const there = { fromType, toType, typeId, inverseTypeId: isOneWay ? typeId : typeId + 1, name, label };
  const back = {
    fromType: toType,
    toType: fromType,
    typeId: typeId + 1,
    inverseTypeId: typeId,
    name: `${name}_inverse`,
    label: made.inverseLabel ?? label,
  };
  const added = isOneWay ? [there] : [there, back];
  state.labels.push(...added);
  return added;
}

export function renameLabel(state: HubspotState, renamed: { typeId: number; label: string }): void {
  const known = state.labels.find(({ typeId }) => typeId === renamed.typeId);
  if (known === undefined) throw invalidInput(`There is no association label ${renamed.typeId}.`);
  known.label = renamed.label;
}

export function removeLabel(state: HubspotState, typeId: number): void {
  const known = state.labels.find((label) => label.typeId === typeId);
  if (known === undefined) throw invalidInput(`There is no association label ${typeId}.`);
  const gone = new Set([known.typeId, known.inverseTypeId]);
  state.labels = state.labels.filter((label) => !gone.has(label.typeId));
  for (const association of Object.values(state.associations)) {
    association.types = association.types.filter(
      (type) => type.category === 'HUBSPOT_DEFINED' || !gone.has(type.typeId),
    );
  }
}
