import type { KeyRing } from '#platform/crypto';
import type { Context } from './context.ts';

/** What a verb is given that reads or writes what lies encrypted in the database. */
export interface SecretContext extends Context {
  readonly secretBox: KeyRing;
}
