import { authorise } from '#modules/access';
import { listHeldItems, recordDrift } from '#modules/ledger';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { keepOutCall, reasonToKeepOut } from './keep-out-call.ts';

export interface LookAtHeldCallsInput {
  /** Only calls that began before. */
  readonly before: string;
  /** The source's id behind which the look goes on. */
  readonly after: string | null;
}

const callsAtOnce = 100;

/**
 * Asks the source by their ids for calls that are held and too old to be listed, and takes out what has turned private
 * since; what it does not know any more is named once, for a person to decide. `after` is null behind the last. Throws `vendor.*`.
 */
export async function lookAtHeldCalls({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: LookAtHeldCallsInput;
}): Promise<{ looked: number; keptOut: number; after: string | null }> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'call', id: null } });
  const source = requireConnection(ctx.connections.calls);
  const asked = { source: source.name, before: new Date(input.before), after: input.after, limit: callsAtOnce };
  const { held } = await listHeldItems({ ctx, input: asked });
  if (held.length === 0) return { looked: 0, keptOut: 0, after: null };
  let keptOut = 0;
  const calls = await source.getCalls({ externalIds: held.map(({ externalId }) => externalId) });
  for (const call of calls) {
    const reason = reasonToKeepOut(call);
    if (reason === null) continue;
    const { externalId, startedAt } = call;
    const { removed } = await keepOutCall({ ctx, input: { source: source.name, externalId, startedAt, reason } });
    keptOut += removed ? 1 : 0;
  }
  const known = new Set(calls.map(({ externalId }) => externalId));
  for (const { externalId, title, day } of held.filter((one) => !known.has(one.externalId))) {
    const lines = [{ label: `${title ?? externalId} (${day})`, difference: 'vanished', before: null, after: null }];
    const drift = { source: source.name, what: 'calls', key: `vanished:${externalId}`, severity: 'medium' } as const;
    await recordDrift({ ctx, input: { ...drift, lines } });
  }
  const after = held.length < callsAtOnce ? null : (held.at(-1)?.externalId ?? null);
  return { looked: held.length, keptOut, after };
}
