import { invalidInput, notFound } from '../hubspot-problem.ts';
import { ObjectType } from '../object-types.ts';
import { findRecord } from '../records/find-record.ts';
import { addTie, associationKey, indexOf, removeTie, tiesKey } from '../records/record-index.ts';
import { refreshLeads } from '../records/refresh-leads.ts';
import type { Association, AssociationSpec, CrmRecord, HubspotState } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { definedTypes, hasOnePrimary, plainTypeOf, primaryTypeOf } from './defined-types.ts';

export interface Tie {
  readonly fromType: ObjectType;
  readonly fromId: string;
  readonly toType: ObjectType;
  readonly toId: string;
}
export interface AssociationInput {
  readonly to: { readonly toType: ObjectType; readonly toId: string };
  /** Empty for the default tie. */
  readonly types: readonly AssociationSpec[];
}

/** Sets further types on a tie, in both directions. The plain type is always one of them. */
export function setAssociation(
  context: WriteContext,
  wanted: Tie & { types: readonly AssociationSpec[] },
): Association {
  const { state } = context;
  const plain = plainTypeOf({ from: wanted.fromType, to: wanted.toType });
  const defaults: AssociationSpec[] = plain === null ? [] : [{ category: 'HUBSPOT_DEFINED', typeId: plain.typeId }];
  const types = [...defaults, ...wanted.types];
  const isPrimary = types.some((type) => isPrimaryType(type));
  if (isPrimary) unsetPrimary(state, wanted);
  const before = state.associations[associationKey(wanted)];
  const association = addTypes(state, { ...wanted, types });
  addTypes(state, { ...inverse(wanted), types: types.map((type) => inverseSpec(state, type)) });
  if (before === undefined) tell(context, { tie: wanted, removed: false, isPrimary });
  refreshLeadOf(context, wanted);
  return association;
}

/** The tie without a label; the first company of a contact or deal becomes its primary one, a lead's contact does not. */
export function associateDefault(context: WriteContext, tie: Tie): Association {
  const types: AssociationSpec[] = [];
  const primary = primaryTypeOf({ from: tie.fromType, to: tie.toType });
  const isWithCompany = tie.fromType === 'companies' || tie.toType === 'companies';
  if (primary !== null && isWithCompany && !hasPrimary(context.state, tie))
    types.push({ category: 'HUBSPOT_DEFINED', typeId: primary.typeId });
  return setAssociation(context, { ...tie, types });
}

export function removeAssociation(context: WriteContext, tie: Tie): void {
  const { state } = context;
  const association = state.associations[associationKey(tie)];
  if (association === undefined) return;
  const isPrimary = association.types.some((type) => isPrimaryType(type));
  dropTie(state, tie);
  dropTie(state, inverse(tie));
  tell(context, { tie, removed: true, isPrimary });
  refreshLeadOf(context, tie);
}

/** Takes some types off; a tie without any is gone. */
export function removeTypes(context: WriteContext, unwanted: Tie & { types: readonly AssociationSpec[] }): void {
  const { state } = context;
  const association = state.associations[associationKey(unwanted)];
  if (association === undefined) return;
  const kept = without(association.types, unwanted.types);
  if (kept.length === 0) {
    removeAssociation(context, unwanted);
    return;
  }
  association.types = kept;
  const back = state.associations[associationKey(inverse(unwanted))];
  if (back !== undefined) {
    back.types = without(
      back.types,
      unwanted.types.map((type) => inverseSpec(state, type)),
    );
  }
  refreshLeadOf(context, unwanted);
}

/** Those that lead to a record which can be read: ties to archived ones are kept but not shown. */
export function visibleAssociations(
  state: HubspotState,
  from: { fromType: ObjectType; fromId: string; toType: ObjectType },
): Association[] {
  return associationsOf(state, from).filter(
    ({ toType, toId }) => findRecord(state, { objectType: toType, id: toId }) !== null,
  );
}

export function associationsOf(
  state: HubspotState,
  from: { fromType: ObjectType; fromId: string; toType: ObjectType },
): Association[] {
  const keys = indexOf(state).ties.get(tiesKey(from)) ?? new Set();
  return [...keys].flatMap((key) => state.associations[key] ?? []);
}

/** Throws HubSpot's 400 or 404 for a record that is not there or a type that does not lie between the two. */
export function checkAssociations(
  state: HubspotState,
  asked: { fromType: ObjectType; associations: readonly AssociationInput[] },
): void {
  for (const { to, types } of asked.associations) {
    const pair = { from: asked.fromType, to: to.toType };
    if (findRecord(state, { objectType: to.toType, id: to.toId }) === null) {
      throw notFound(`No ${to.toType} object with id ${to.toId} exists to associate with.`);
    }
    if (types.length === 0 && plainTypeOf(pair) === null) {
      throw invalidInput(`No default association exists between ${pair.from} and ${pair.to}.`);
    }
    for (const type of types) {
      if (!isBetween(state, { ...pair, type })) {
        throw invalidInput(
          `Association type ${type.typeId} (${type.category}) does not lie between ${pair.from} and ${pair.to}.`,
        );
      }
    }
  }
}

/** All ties of a record go, without a word: it is being deleted. */
export function removeAssociationsOf(state: HubspotState, record: CrmRecord): void {
  for (const tie of tiesOf(state, record)) {
    dropTie(state, tie);
    dropTie(state, inverse(tie));
  }
}

export function moveAssociations(context: WriteContext, move: { from: CrmRecord; to: CrmRecord }): void {
  const { state } = context;
  for (const tie of tiesOf(state, move.from)) {
    dropTie(state, tie);
    dropTie(state, inverse(tie));
    if (tie.toType === move.to.objectType && tie.toId === move.to.id) continue;
    const moved = { ...tie, fromId: move.to.id };
    const keepsPrimary = !hasPrimary(state, moved);
    setAssociation(context, { ...moved, types: tie.types.filter((type) => keepsPrimary || !isPrimaryType(type)) });
  }
}

function refreshLeadOf(context: WriteContext, tie: Tie): void {
  const lead = [tie, inverse(tie)].find(({ fromType }) => fromType === 'leads');
  if (lead !== undefined) refreshLeads(context, { objectType: 'leads', id: lead.fromId });
}

function tiesOf(state: HubspotState, record: CrmRecord): Association[] {
  return ObjectType.options.flatMap((toType) =>
    associationsOf(state, { fromType: record.objectType, fromId: record.id, toType }),
  );
}

function addTypes(state: HubspotState, wanted: Tie & { types: readonly AssociationSpec[] }): Association {
  indexOf(state);
  const key = associationKey(wanted);
  const { fromType, fromId, toType, toId } = wanted;
  const known = state.associations[key];
  const association = known ?? { fromType, fromId, toType, toId, types: [] };
  association.types = [...association.types, ...without(unique(wanted.types), association.types)];
  state.associations[key] = association;
  if (known === undefined) addTie(state, association);
  return association;
}

function dropTie(state: HubspotState, tie: Tie): void {
  const key = associationKey(tie);
  const association = state.associations[key];
  if (association === undefined) return;
  removeTie(state, association);
  delete state.associations[key];
}

/** A contact or a deal has one primary company, a lead one primary contact. */
function unsetPrimary(state: HubspotState, wanted: Tie): void {
  const owner = hasOnePrimary(wanted) ? wanted : inverse(wanted);
  for (const association of associationsOf(state, owner)) {
    if (association.toId === owner.toId) continue;
    association.types = association.types.filter((type) => !isPrimaryType(type));
    const back = state.associations[associationKey(inverse(association))];
    if (back !== undefined) back.types = back.types.filter((type) => !isPrimaryType(type));
  }
}

function hasPrimary(state: HubspotState, tie: Tie): boolean {
  const owner = hasOnePrimary(tie) ? tie : inverse(tie);
  return associationsOf(state, owner).some(({ types }) => types.some((type) => isPrimaryType(type)));
}

function isPrimaryType({ category, typeId }: AssociationSpec): boolean {
  return category === 'HUBSPOT_DEFINED' && definedTypes.some((type) => type.isPrimary && type.typeId === typeId);
}

function isBetween(state: HubspotState, asked: { from: ObjectType; to: ObjectType; type: AssociationSpec }): boolean {
  const { from, to, type } = asked;
  return type.category === 'HUBSPOT_DEFINED'
    ? definedTypes.some((known) => known.from === from && known.to === to && known.typeId === type.typeId)
    : state.labels.some((known) => known.fromType === from && known.toType === to && known.typeId === type.typeId);
}

function inverseSpec(state: HubspotState, type: AssociationSpec): AssociationSpec {
  const inverseTypeId =
    type.category === 'HUBSPOT_DEFINED'
      ? definedTypes.find(({ typeId }) => typeId === type.typeId)?.inverseTypeId
      : state.labels.find(({ typeId }) => typeId === type.typeId)?.inverseTypeId;
  return { category: type.category, typeId: inverseTypeId ?? type.typeId };
}

function inverse(tie: Tie): Tie {
  return { fromType: tie.toType, fromId: tie.toId, toType: tie.fromType, toId: tie.fromId };
}

function without(types: readonly AssociationSpec[], unwanted: readonly AssociationSpec[]): AssociationSpec[] {
  return types.filter(
    (type) => !unwanted.some(({ category, typeId }) => category === type.category && typeId === type.typeId),
  );
}

function unique(types: readonly AssociationSpec[]): AssociationSpec[] {
  return types.filter((type, place) => without(types.slice(0, place), [type]).length === place);
}

/** Both ends of a tie hear of it. */
function tell(context: WriteContext, change: { tie: Tie; removed: boolean; isPrimary: boolean }): void {
  const { removed, isPrimary } = change;
  for (const { fromType, fromId, toType, toId } of [change.tie, inverse(change.tie)]) {
    context.emit({ kind: 'associationChange', objectType: fromType, id: fromId, toType, toId, removed, isPrimary });
  }
}
