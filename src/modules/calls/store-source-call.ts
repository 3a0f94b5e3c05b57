import type { SourceCall, SourceTranscript } from '#contracts';
import { authorise } from '#modules/access';
import { getWorkspace } from '#modules/workspaces';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { announceCall } from './announce-call.ts';
import { type StoredTranscript, storeTranscript } from './store-transcript.ts';
import { callSources } from './tables.ts';
import { transcriptOfSource } from './transcript-of-source.ts';

/**
 * Stores a call as its source has it: a new call, a new version where words have changed, or nothing new. What the
 * vendor itself found out is kept beside. Has the call analyzed. Throws `transcript.unreadable`.
 */
export async function storeSourceCall({
  ctx,
  input,
}: Verb<{ source: 'gong'; call: SourceCall; transcript: SourceTranscript }>): Promise<StoredTranscript> {
  authorise({ ctx, action: 'call.import', resource: { type: 'call', id: null } });
  const { source, call } = input;
  const { timeZone, settings } = await getWorkspace({ ctx });
  const transcript = transcriptOfSource({ ...input, facts: { ...settings, timeZone } });
  return transact({ ctx }, async (inner) => {
    const stored = await storeTranscript({
      ctx: inner,
      transcript,
      sourceName: `${source} call ${call.externalId}`,
      path: null,
    });
    await keepSource({ ctx: inner, callId: stored.callId, source, call });
    if (stored.outcome !== 'unchanged') {
      await audit({
        ctx: inner,
        action: 'call.imported',
        resource: { type: 'call', id: stored.callId },
        details: { version: stored.version, format: transcript.format, source },
      });
    }
    await announceCall({ ctx: inner, stored, engine: null });
    return stored;
  });
}

async function keepSource({
  ctx,
  callId,
  source,
  call,
}: {
  ctx: Context;
  callId: string;
  source: string;
  call: SourceCall;
}): Promise<void> {
  const values = {
    url: call.url,
    primaryUserId: call.primaryUserId,
    scheduledAt: call.scheduledAt === null ? null : new Date(call.scheduledAt),
    durationSeconds: call.durationSeconds === null ? null : Math.round(call.durationSeconds),
    parties: call.parties,
    insights: call.insights,
    updatedAt: ctx.clock.now(),
  };
  await ctx.db
    .insert(callSources)
    .values({ callId, workspaceId: ctx.workspaceId, source, externalId: call.externalId, ...values })
    .onConflictDoUpdate({ target: callSources.callId, set: values });
}
