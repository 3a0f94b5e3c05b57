import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Actor, Verb } from '#platform/context';
import { findId, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq, or } from '#platform/sql';
import { seenCommitment } from './load-commitments.ts';
import type { CommitmentState, Settlement } from './schema.ts';
import { commitments } from './tables.ts';

export interface SettleCommitmentInput {
  readonly commitmentId: string;
  readonly state: Exclude<CommitmentState, 'open' | 'overdue'>;
  readonly reason: string | null;
}

/**
 * A person says what became of a promise, however often it was made, named by as much of the id of one of its rows as only
 * one has. Throws `commitment.not-found`.
 */
export async function settleCommitment({ ctx, input }: Verb<SettleCommitmentInput>): Promise<null> {
  authorise({ ctx, action: 'commitment.settle', resource: { type: 'commitment', id: input.commitmentId } });
  const { commitmentId: reference } = input;
  const code = 'commitment.not-found';
  const seen = seenCommitment(ctx);
  const asked = { reference, tables: [commitments], what: 'commitment', code } as const;
  const commitmentId = await findId({ ctx, ...asked, where: () => seen });
  return transact({ ctx }, async (inner) => {
    const settledBy: Settlement = { by: 'person', name: nameOf(inner.actor), reason: input.reason };
    const isOurs = eq(commitments.workspaceId, inner.workspaceId);
    const [named] = await inner.db
      .select({ id: commitments.id, repeats: commitments.repeats })
      .from(commitments)
      .where(and(isOurs, eq(commitments.id, commitmentId), seen));
    if (named === undefined) {
      throw new SophiaError(code, `Expected a commitment with the id ${commitmentId}, found none.`);
    }
    const firstId = named.repeats ?? named.id;
    // It is one promise however often it was said, also where it was said in a call that is not seen.
    const settled = await inner.db
      .update(commitments)
      .set({ state: input.state, settledBy, settledAt: inner.clock.now() })
      .where(and(isOurs, or(eq(commitments.id, firstId), eq(commitments.repeats, firstId))))
      .returning({ id: commitments.id });
    const others = settled.map(({ id }) => id).filter((id) => id !== firstId);
    await publish({ ctx: inner, event: { type: 'commitment.settled', commitmentId: firstId } });
    for (const id of others) await publish({ ctx: inner, event: { type: 'commitment.changed', commitmentId: id } });
    await audit({
      ctx: inner,
      action: 'commitment.settled',
      resource: { type: 'commitment', id: firstId },
      details: { state: input.state, ...(others.length === 0 ? {} : { saidAgain: others }) },
    });
    return null;
  });
}

function nameOf(actor: Actor): string {
  return 'name' in actor ? actor.name : actor.type;
}
