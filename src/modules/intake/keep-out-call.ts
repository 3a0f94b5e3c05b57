import type { SourceCall } from '#contracts';
import { authorise } from '#modules/access';
import { getCallSource, removeCall } from '#modules/calls';
import { excludeItem, recordDrift } from '#modules/ledger';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';

type ReasonToKeepOut = 'out_of_scope' | 'private' | 'internal';

/** Why a call is none of Sophia's business, or null where it is. */
export function reasonToKeepOut({ isOutOfScope, isPrivate, isInternal }: SourceCall): ReasonToKeepOut | null {
  if (isPrivate) return 'private';
  if (isOutOfScope) return 'out_of_scope';
  return isInternal ? 'internal' : null;
}

/**
 * Keeps a call out, and takes out what there is of it: it was taken in before it turned private. What was written or
 * told because of it is named once, for a person to take away: it may have been read, answered or built upon. What was
 * taken in while it was in scope stays as it was then.
 */
export async function keepOutCall({
  ctx,
  input,
}: Verb<{ source: 'gong'; externalId: string; startedAt: string | null; reason: ReasonToKeepOut }>): Promise<{
  removed: boolean;
}> {
  authorise({ ctx, action: 'call.remove', resource: { type: 'call', id: input.externalId } });
  const { source, externalId, startedAt, reason } = input;
  const excluded = { source, externalId, reason, startedAt: startedAt === null ? null : new Date(startedAt) };
  const known = await getCallSource({ ctx, input: { source, externalId } });
  if (known === null) {
    await excludeItem({ ctx, input: excluded });
    return { removed: false };
  }
  if (reason === 'out_of_scope') return { removed: false };
  return transact({ ctx }, async (inner) => {
    const { removed, left } = await removeCall({ ctx: inner, input: { callId: known.callId, reason } });
    await excludeItem({ ctx: inner, input: excluded });
    const lines = left.slice(0, mostNamed).map(({ label }) => ({
      label,
      difference: 'holds-words-of-a-removed-call',
      before: null,
      after: null,
    }));
    if (lines.length > 0) {
      const key = `removed:${known.callId}`;
      await recordDrift({ ctx: inner, input: { source, what: 'removed_calls', key, severity: 'high', lines } });
    }
    await audit({
      ctx: inner,
      action: 'call.kept_out',
      resource: { type: 'call', id: known.callId },
      details: { source, externalId, reason, left: left.length },
    });
    return { removed };
  });
}

/** As many as one drift may have. */
const mostNamed = 1000;
