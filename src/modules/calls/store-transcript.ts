import type { Transcript, Turn } from '#contracts';
import { hashOf } from '#platform/artifacts';
import type { Context } from '#platform/context';
import { insertRows } from '#platform/db';
import { and, count, desc, eq, sql } from '#platform/sql';
import { lengthOf } from './length-of.ts';
import { calls, callVersions, turns } from './tables.ts';

export interface StoredTranscript {
  readonly callId: string;
  readonly version: number;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  /** Whether this version was the current one before. */
  readonly wasCurrent: boolean;
}

interface StoreOptions {
  readonly ctx: Context;
  readonly transcript: Transcript;
  readonly sourceName: string;
  /** The absolute path of the file, or null where it came without one. */
  readonly path: string | null;
}

/**
 * Stores a transcript: a new call, a new version of a known one, or nothing where it is known to the letter. A call is
 * known by the source's id, by its file's path, or by its content, in this order. Old versions stay.
 */
export async function storeTranscript(options: StoreOptions): Promise<StoredTranscript> {
  const { ctx, transcript } = options;
  const contentHash = hashTranscript(transcript);
  const key = identityOf({ ...options, contentHash });
  const known = await findCall({ ctx, key, contentHash, byContent: transcript.externalId === null });
  if (known === undefined) {
    const callId = ctx.ids.create('call');
    await ctx.db.insert(calls).values({
      id: callId,
      ...key,
      ...describe(transcript),
      workspaceId: ctx.workspaceId,
      currentVersion: 1,
      createdAt: ctx.clock.now(),
    });
    await storeVersion({ ...options, callId, version: 1, contentHash });
    return { callId, version: 1, outcome: 'created', wasCurrent: false };
  }
  if (known.contentHash === contentHash) {
    return { callId: known.callId, version: known.version, outcome: 'unchanged', wasCurrent: true };
  }
  const earlier = await findVersion({ ctx, callId: known.callId, contentHash });
  const version = earlier ?? (await countVersions({ ctx, callId: known.callId })) + 1;
  if (earlier === null) await storeVersion({ ...options, callId: known.callId, version, contentHash });
  await ctx.db
    .update(calls)
    .set({
      ...describe(transcript),
      currentVersion: version,
      returns: sql`${calls.returns} + ${earlier === null ? 0 : 1}`,
    })
    .where(and(eq(calls.id, known.callId), eq(calls.workspaceId, ctx.workspaceId)));
  return { callId: known.callId, version, outcome: earlier === null ? 'changed' : 'unchanged', wasCurrent: false };
}

/** The version of a call that was the same to the letter, which then becomes the current one again. */
async function findVersion({
  ctx,
  callId,
  contentHash,
}: {
  ctx: Context;
  callId: string;
  contentHash: string;
}): Promise<number | null> {
  const [row] = await ctx.db
    .select({ version: callVersions.version })
    .from(callVersions)
    .where(
      and(
        eq(callVersions.workspaceId, ctx.workspaceId),
        eq(callVersions.callId, callId),
        eq(callVersions.contentHash, contentHash),
      ),
    );
  return row?.version ?? null;
}

async function countVersions({ ctx, callId }: { ctx: Context; callId: string }): Promise<number> {
  const [row] = await ctx.db
    .select({ versions: count() })
    .from(callVersions)
    .where(and(eq(callVersions.workspaceId, ctx.workspaceId), eq(callVersions.callId, callId)));
  return row?.versions ?? 0;
}

function identityOf({ transcript, path, contentHash }: StoreOptions & { contentHash: string }): {
  source: string;
  externalId: string;
} {
  if (transcript.externalId !== null) return { source: transcript.format, externalId: transcript.externalId };
  return { source: 'file', externalId: path ?? `content:${contentHash}` };
}

async function findCall({
  ctx,
  key,
  contentHash,
  byContent,
}: {
  ctx: Context;
  key: { source: string; externalId: string };
  contentHash: string;
  byContent: boolean;
}): Promise<{ callId: string; version: number; contentHash: string } | undefined> {
  const latest = ctx.db
    .select({ callId: calls.id, version: callVersions.version, contentHash: callVersions.contentHash })
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)));
  const [byKey] = await latest.where(
    and(eq(calls.workspaceId, ctx.workspaceId), eq(calls.source, key.source), eq(calls.externalId, key.externalId)),
  );
  if (byKey !== undefined || !byContent) return byKey;
  const [same] = await ctx.db
    .select({ callId: callVersions.callId, version: callVersions.version, contentHash: callVersions.contentHash })
    .from(callVersions)
    .innerJoin(calls, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(eq(callVersions.workspaceId, ctx.workspaceId), eq(callVersions.contentHash, contentHash)))
    .orderBy(desc(callVersions.createdAt))
    .limit(1);
  return same;
}

async function storeVersion({
  ctx,
  transcript,
  sourceName,
  callId,
  version,
  contentHash,
}: StoreOptions & { callId: string; version: number; contentHash: string }): Promise<void> {
  const callVersionId = ctx.ids.create('callVersion');
  const { workspaceId } = ctx;
  await ctx.db.insert(callVersions).values({
    id: callVersionId,
    workspaceId,
    callId,
    version,
    contentHash,
    format: transcript.format,
    sourceName,
    ...describe(transcript),
    durationMs: lengthOf(transcript.turns),
    wordCount: countWords(transcript.turns),
    parties: transcript.parties,
    warnings: transcript.warnings,
    createdAt: ctx.clock.now(),
  });
  const rows = transcript.turns.map((turn) => ({ ...turn, workspaceId, callVersionId }));
  await insertRows({ db: ctx.db, table: turns, rows });
}

/** What makes two transcripts the same: everything but the warnings that reading them gave. */
function hashTranscript({ warnings: _warnings, ...content }: Transcript): string {
  return hashOf(JSON.stringify(content));
}

function describe(transcript: Transcript): {
  title: string | null;
  startedAt: Date | null;
  callDate: string | null;
  timeZone: string;
} {
  return {
    title: transcript.title,
    startedAt: transcript.startedAt === null ? null : new Date(transcript.startedAt),
    callDate: transcript.date,
    timeZone: transcript.timeZone,
  };
}

function countWords(all: readonly Turn[]): number {
  return all.reduce((total, turn) => total + (turn.text.match(/\S+/g)?.length ?? 0), 0);
}
