import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { loadWarnings } from './load-warnings.ts';
import type { DealWarning } from './schema.ts';
import { dealWarnings } from './tables.ts';

/** One warning with what it stands on. Throws `warning.not-found`. */
export async function getWarning({ ctx, input }: Verb<{ warningId: string }>): Promise<DealWarning> {
  authorise({ ctx, action: 'warning.read', resource: { type: 'warning', id: input.warningId } });
  const [found] = await loadWarnings({ ctx, where: [eq(dealWarnings.id, input.warningId)], limit: 1 });
  if (found !== undefined) return found;
  throw new SophiaError('warning.not-found', `Expected a warning with the id ${input.warningId}, found none.`);
}
