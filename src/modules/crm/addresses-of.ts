import { normalizeEmail, splitValues } from './normalize.ts';
import type { CrmRecordRow } from './schema.ts';

/** The addresses of a contact, the first one before its further ones, each as it is compared. */
export function addressesOf({ email, properties }: Pick<CrmRecordRow, 'email' | 'properties'>): string[] {
  const all = [email, ...splitValues(properties['hs_additional_emails'])];
  return [...new Set(all.flatMap((each) => normalizeEmail(each) ?? []))];
}
