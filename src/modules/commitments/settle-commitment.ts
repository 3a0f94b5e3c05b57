import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Actor, Verb } from '#platform/context';
import { findId, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { seenCommitment } from './load-commitments.ts';
import type { CommitmentState, Settlement } from './schema.ts';
import { commitments } from './tables.ts';

export interface SettleCommitmentInput {
  readonly commitmentId: string;
  readonly state: Exclude<CommitmentState, 'open' | 'overdue'>;
  readonly reason: string | null;
}

/** A person says what became of a promise, named by as much of its id as only one has. Throws `commitment.not-found`. */
export async function settleCommitment({ ctx, input }: Verb<SettleCommitmentInput>): Promise<null> {
  authorise({ ctx, action: 'commitment.settle', resource: { type: 'commitment', id: input.commitmentId } });
  const { commitmentId: reference } = input;
  const code = 'commitment.not-found';
  const seen = seenCommitment(ctx);
  const asked = { reference, tables: [commitments], what: 'commitment', code } as const;
  const commitmentId = await findId({ ctx, ...asked, where: () => seen });
  return transact({ ctx }, async (inner) => {
    const settledBy: Settlement = { by: 'person', name: nameOf(inner.actor), reason: input.reason };
    const settled = await inner.db
      .update(commitments)
      .set({ state: input.state, settledBy, settledAt: inner.clock.now() })
      .where(and(eq(commitments.workspaceId, inner.workspaceId), eq(commitments.id, commitmentId), seen))
      .returning({ id: commitments.id });
    if (settled.length === 0) {
      throw new SophiaError(code, `Expected a commitment with the id ${commitmentId}, found none.`);
    }
    await publish({ ctx: inner, event: { type: 'commitment.settled', commitmentId } });
    await audit({
      ctx: inner,
      action: 'commitment.settled',
      resource: { type: 'commitment', id: commitmentId },
      details: { state: input.state },
    });
    return null;
  });
}

function nameOf(actor: Actor): string {
  return 'name' in actor ? actor.name : actor.type;
}
