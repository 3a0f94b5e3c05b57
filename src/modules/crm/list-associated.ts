import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { getRecord } from './get-record.ts';
import { type AssociatedRecord, listAssociatedOf } from './list-associated-of.ts';
import { AssociatedInput } from './schema.ts';

/**
 * The records of a type that are tied to this one, whichever end the tie was read from; the one that the CRM calls
 * primary first. What is archived or gone is left out. Throws `record.not-found`.
 */
export async function listAssociated({ ctx, input }: Verb<AssociatedInput>): Promise<readonly AssociatedRecord[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId, toType } = parseInput({ schema: AssociatedInput, input, what: 'a record and a type' });
  const tied = (await listAssociatedOf({ ctx, input: { recordIds: [recordId], toTypes: [toType] } })).get(recordId);
  if (tied !== undefined) return tied;
  await getRecord({ ctx, input: { recordId } });
  return [];
}
