import { listAssociatedOf, resolveAccount } from '#modules/crm';
import type { WorkContext } from '#workflows';

/** The deals of a company; of a deal that is named in its place, the deal itself. Throws `record.not-found`. */
export async function dealsOfAccount({ ctx, text }: { ctx: WorkContext; text: string }): Promise<string[]> {
  const { recordId, objectType } = await resolveAccount({ ctx, input: { text } });
  if (objectType === 'deal') return [recordId];
  const tied = await listAssociatedOf({ ctx, input: { recordIds: [recordId], toTypes: ['deal'] } });
  return (tied.get(recordId) ?? []).map((record) => record.recordId);
}
