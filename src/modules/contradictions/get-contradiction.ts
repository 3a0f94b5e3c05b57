import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { loadContradictions } from './load-contradictions.ts';
import type { Contradiction } from './schema.ts';
import { contradictions } from './tables.ts';

/** One contradiction with both sides. Throws `contradiction.not-found`. */
export async function getContradiction({ ctx, input }: Verb<{ contradictionId: string }>): Promise<Contradiction> {
  authorise({ ctx, action: 'contradiction.read', resource: { type: 'contradiction', id: input.contradictionId } });
  const where = [eq(contradictions.id, input.contradictionId)];
  const [found] = await loadContradictions({ ctx, where, limit: 1 });
  if (found !== undefined) return found;
  throw new SophiaError(
    'contradiction.not-found',
    `Expected a contradiction with the id ${input.contradictionId}, found none.`,
  );
}
