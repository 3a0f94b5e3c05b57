import type { AssociationInput } from '../associations/associate.ts';
import { primaryTypeOf } from '../associations/defined-types.ts';
import { invalidInput } from '../hubspot-problem.ts';
import type { AssociationSpec, HubspotState } from '../state.ts';
import { findRecord } from './find-record.ts';

/** A lead is made for a contact that is there, named in the same request by the primary tie. */
export function checkPrimaryContact(state: HubspotState, associations: readonly AssociationInput[]): void {
  const { typeId } = primaryContact();
  const isNamed = withPrimaryContact(associations).some(
    ({ to, types }) =>
      to.toType === 'contacts' &&
      types.some((type) => type.category === 'HUBSPOT_DEFINED' && type.typeId === typeId) &&
      findRecord(state, { objectType: 'contacts', id: to.toId }) !== null,
  );
  if (isNamed) return;
  const message = `A lead must be associated with an existing contact: expected an association of the type ${typeId} (LEAD_TO_PRIMARY_CONTACT).`;
  throw invalidInput(message, [
    { message, code: 'REQUIRED_ASSOCIATION_MISSING', context: { associationTypeId: [String(typeId)] } },
  ]);
}

/** Whoever ties a lead without naming a type, as people do in the portal, means its primary contact by the first one. */
export function withPrimaryContact(associations: readonly AssociationInput[]): AssociationInput[] {
  const first = associations.findIndex(({ to }) => to.toType === 'contacts');
  return associations.map((association, place) =>
    place === first && association.types.length === 0 ? { ...association, types: [primaryContact()] } : association,
  );
}

export function primaryContact(): AssociationSpec {
  const type = primaryTypeOf({ from: 'leads', to: 'contacts' });
  if (type === null) throw new Error('Expected a type of association for the primary contact of a lead, found none.');
  return { category: 'HUBSPOT_DEFINED', typeId: type.typeId };
}
