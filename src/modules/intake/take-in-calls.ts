import type { SourceCall, SourceTranscript } from '#contracts';
import { authorise } from '#modules/access';
import { storeSourceCall } from '#modules/calls';
import { excludeItem, getLedgerItem, recordGap, recordStation } from '#modules/ledger';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { withSpan } from '#platform/telemetry';
import { keepOutCall, reasonToKeepOut } from './keep-out-call.ts';

export interface TakeInCallsInput {
  readonly externalIds: readonly string[];
}

/** What became of one call. */
export interface TakenCall {
  readonly externalId: string;
  /** `unknown`: the source does not have it, or not yet. */
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'kept_out' | 'not_ready' | 'unknown' | 'failed';
  readonly callId: string | null;
  /** The code of what went wrong with this call alone. */
  readonly problem: { readonly code: string; readonly message: string; readonly action: string } | null;
}

/**
 * Fetches calls with what was said and stores them, each by itself: one that cannot be read stops none behind it. One
 * whose transcript is not there yet is `not_ready`, one that is not there itself `unknown`. Throws `vendor.*` where the source as a whole does not answer.
 */
export async function takeInCalls({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: TakeInCallsInput;
}): Promise<{ calls: TakenCall[] }> {
  authorise({ ctx, action: 'call.import', resource: { type: 'call', id: null } });
  const source = requireConnection(ctx.connections.calls);
  const calls = new Map((await source.getCalls(input)).map((call) => [call.externalId, call]));
  const wanted = [...calls.values()].filter((call) => reasonToKeepOut(call) === null);
  const transcripts = await source.getTranscripts({ externalIds: wanted.map(({ externalId }) => externalId) });
  const byId = new Map(transcripts.map((transcript) => [transcript.externalId, transcript]));
  const taken: TakenCall[] = [];
  for (const externalId of input.externalIds) {
    const call = calls.get(externalId) ?? null;
    const transcript = byId.get(externalId) ?? null;
    // Each call has a trace of its own, up to what is written because of it.
    const span = { name: 'call.take_in', attributes: { 'workspace.id': ctx.workspaceId } };
    taken.push(await withSpan(span, () => takeIn({ ctx, externalId, call, transcript })));
  }
  return { calls: taken };
}

interface Fetched {
  readonly ctx: ConnectedContext;
  readonly externalId: string;
  readonly call: SourceCall | null;
  readonly transcript: SourceTranscript | null;
}

async function takeIn({ ctx, externalId, call, transcript }: Fetched): Promise<TakenCall> {
  const nothing = { externalId, callId: null, problem: null };
  if (call === null) return { ...nothing, outcome: 'unknown' };
  const reason = reasonToKeepOut(call);
  if (reason !== null) {
    await keepOutCall({ ctx, input: { source: 'gong', externalId, startedAt: call.startedAt, reason } });
    return { ...nothing, outcome: 'kept_out' };
  }
  const startedAt = call.startedAt === null ? null : new Date(call.startedAt);
  await letIn({ ctx, externalId });
  const place = { source: 'gong', externalId, title: call.title, url: call.url, startedAt };
  await recordStation({ ctx, input: { ...place, stations: ['expected', 'received'] } });
  if (transcript === null) return { ...nothing, outcome: 'not_ready' };
  try {
    const stored = await storeSourceCall({ ctx, input: { source: 'gong', call, transcript } });
    await recordStation({ ctx, input: { ...place, stations: ['stored'], callId: stored.callId } });
    return { externalId, outcome: stored.outcome, callId: stored.callId, problem: null };
  } catch (error) {
    if (!(error instanceof SophiaError) || error.entry.retryable) throw error;
    const { code, message, entry } = error;
    await recordGap({
      ctx,
      input: { ...place, missing: 'stored', cause: 'unreadable', detail: message, nextAttemptAt: null },
    });
    return { ...nothing, outcome: 'failed', problem: { code, message, action: entry.action } };
  }
}

/** A call that was kept out and is private no longer is one like any other. */
async function letIn({ ctx, externalId }: Pick<Fetched, 'ctx' | 'externalId'>): Promise<void> {
  const item = await getLedgerItem({ ctx, input: { source: 'gong', externalId } });
  if (item === null || item.excluded === null) return;
  await excludeItem({ ctx, input: { source: 'gong', externalId, reason: null } });
}
