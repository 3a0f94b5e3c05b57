export { findPerson, identityIn } from './find-person.ts';
export { nameKey } from './join-identities.ts';
export { listPeople } from './list-people.ts';
export { moveIdentity } from './move-identity.ts';
export { Person } from './schema.ts';
export { syncPeople } from './sync-people.ts';
export { identities, people } from './tables.ts';
