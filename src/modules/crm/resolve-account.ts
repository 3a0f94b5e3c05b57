import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { resolveRecord } from './resolve-record.ts';
import type { CrmRecordRow } from './schema.ts';

/**
 * The company, or else the deal, that a person means by an id, a name or a part of it. Throws `record.not-found` where
 * there is neither, or more than one.
 */
export async function resolveAccount({ ctx, input }: Verb<{ text: string }>): Promise<CrmRecordRow> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { text } = input;
  try {
    return await resolveRecord({ ctx, input: { objectType: 'company', text } });
  } catch (error) {
    if (!isNone(error)) throw error;
  }
  try {
    return await resolveRecord({ ctx, input: { objectType: 'deal', text } });
  } catch (error) {
    if (!isNone(error)) throw error;
    throw new SophiaError('record.not-found', `Expected one company or deal for "${text}", found none.`);
  }
}

function isNone(error: unknown): boolean {
  if (!(error instanceof SophiaError) || error.code !== 'record.not-found') return false;
  const { candidates } = error.details;
  return !Array.isArray(candidates) || candidates.length === 0;
}
