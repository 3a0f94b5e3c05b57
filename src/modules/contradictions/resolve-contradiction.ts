import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { findId, transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { getContradiction } from './get-contradiction.ts';
import { seenContradiction } from './load-contradictions.ts';
import { type Contradiction, ResolveInput } from './schema.ts';
import { settle } from './settle.ts';
import { contradictions } from './tables.ts';

/**
 * A person says which side is right, of the contradiction named by as much of its id as only one has, and it is
 * remembered. Nothing is written to the CRM by it: that is for the change that was proposed. Throws
 * `contradiction.not-found`, `input.invalid` where a side is named that says nothing, and `change.move-not-allowed` where it
 * was settled before.
 */
export async function resolveContradiction({ ctx, input }: Verb<ResolveInput>): Promise<null> {
  authorise({ ctx, action: 'contradiction.resolve', resource: { type: 'contradiction', id: input.contradictionId } });
  const { contradictionId: reference, state } = parseInput({ schema: ResolveInput, input, what: 'an answer' });
  const code = 'contradiction.not-found';
  const seen = seenContradiction(ctx);
  const asked = { reference, tables: [contradictions], what: 'contradiction', code } as const;
  const contradictionId = await findId({ ctx, ...asked, where: () => seen });
  return transact({ ctx }, async (inner) => {
    const before = await getContradiction({ ctx: inner, input: { contradictionId } });
    assertSide({ contradiction: before, state });
    const by = 'name' in inner.actor ? { name: inner.actor.name } : null;
    const row = { id: contradictionId };
    if (!(await settle({ ctx: inner, row, state, by, because: null }))) {
      throw new SophiaError(
        'change.move-not-allowed',
        `Expected an open contradiction, found that ${contradictionId} was settled already (${before.state}).`,
      );
    }
    await audit({
      ctx: inner,
      action: 'contradiction.resolved',
      resource: { type: 'contradiction', id: contradictionId },
      details: { state },
    });
    return null;
  });
}

function assertSide({ contradiction, state }: { contradiction: Contradiction; state: ResolveInput['state'] }): void {
  const { callId, emailId, otherValue } = contradiction;
  const hasCall = callId !== null || otherValue !== null;
  const hasEmail = emailId !== null || otherValue !== null;
  const named = { crm_right: true, call_right: hasCall, email_right: hasEmail }[state];
  if (named) return;
  const [found, other] = hasCall ? ['a call', 'e-mail'] : ['an e-mail', 'call'];
  throw new SophiaError(
    'input.invalid',
    `Expected a side that says something, found that ${found} says it and no ${other}.`,
  );
}
