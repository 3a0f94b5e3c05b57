import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { loadCommitments } from './load-commitments.ts';
import type { TrackedCommitment } from './schema.ts';
import { commitments } from './tables.ts';

/** One promise with what became of it. Throws `commitment.not-found`. */
export async function getCommitment({ ctx, input }: Verb<{ commitmentId: string }>): Promise<TrackedCommitment> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: input.commitmentId } });
  const [found] = await loadCommitments({ ctx, where: [eq(commitments.id, input.commitmentId)], limit: 1 });
  if (found !== undefined) return found;
  throw new SophiaError('commitment.not-found', `Expected a commitment with the id ${input.commitmentId}, found none.`);
}
