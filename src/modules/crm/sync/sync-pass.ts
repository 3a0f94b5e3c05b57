/**
 * One reading of one type of record, a page at a time, and where it stands. Its modes:
 * - incremental: what has changed since the last pass began, less an overlap (the CRM's search may lag), then what was
 *   archived since. The first one has nothing to go back to and reads all there is.
 * - full: all there is, then all that is archived.
 * - sweep: the rows of the mirror, read again by id with their ties: what does not come back has vanished.
 * A pass begins where its stream has none under way, and ends behind its last page; a page that fails is read again.
 */

import { z } from 'zod';
import type { CrmDetailType, CrmRecordType } from '#contracts';
import { syncCursors } from '#modules/intake';
import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import { type SyncCounts, SyncMode } from '../schema.ts';

export const SyncPass = z.strictObject({
  mode: SyncMode,
  phase: z.enum(['live', 'archived', 'rows']),
  since: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime(),
  /** The CRM's place in its listing, or the last row that was swept. */
  cursor: z.string().nullable(),
  read: z.int(),
  changed: z.int(),
  vanished: z.int(),
});
export type SyncPass = z.infer<typeof SyncPass>;

const StreamPosition = z.strictObject({
  /** When the last complete pass began: from here on changes are unknown. */
  watermark: z.iso.datetime().nullable(),
  pass: SyncPass.nullable(),
  /** When the first pass of all began; what is older was there before anybody looked. None where an older Sophia began. */
  firstAt: z.iso.datetime().optional(),
});
type StreamPosition = z.infer<typeof StreamPosition>;

/** How far the index of a CRM may lag behind its records; what is read twice by it is recognized. */
const overlapMs = 5 * 60_000;

interface Stream {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType | CrmDetailType | 'note';
  readonly mode: SyncMode;
}

/** The pass under way, or a new one. */
export async function currentPass(stream: Stream): Promise<SyncPass> {
  const { pass, watermark } = await readPosition(stream);
  if (pass !== null) return pass;
  const { ctx, mode } = stream;
  const since = mode === 'incremental' && watermark !== null ? Date.parse(watermark) - overlapMs : null;
  return {
    mode,
    phase: mode === 'sweep' ? 'rows' : 'live',
    since: since === null ? null : new Date(since).toISOString(),
    startedAt: ctx.clock.now().toISOString(),
    cursor: null,
    read: 0,
    changed: 0,
    vanished: 0,
  };
}

/** Notes a page that was read, in the transaction that stores it. Returns whether the pass has ended. */
export async function recordPage({
  pass,
  nextCursor,
  counts,
  ...stream
}: Stream & { pass: SyncPass; nextCursor: string | null; counts: SyncCounts }): Promise<boolean> {
  const counted = {
    ...pass,
    cursor: nextCursor,
    read: pass.read + counts.read,
    changed: pass.changed + counts.changed,
    vanished: pass.vanished + counts.vanished,
  };
  const next = nextCursor !== null ? counted : nextPhase(counted);
  const { watermark } = await readPosition(stream);
  if (next !== null) {
    await writePosition({ ...stream, position: { watermark, pass: next }, finished: null });
    return false;
  }
  await writePosition({ ...stream, position: { watermark: pass.startedAt, pass: null }, finished: counted });
  if (stream.mode === 'full') await advanceIncremental({ ...stream, startedAt: pass.startedAt });
  return true;
}

/** Keeps what went wrong where a person looks for it. A place that is no longer valid is given up: the phase begins again. */
export async function recordProblem({
  pass,
  problem,
  ...stream
}: Stream & { pass: SyncPass; problem: { readonly code: string; readonly message: string } }): Promise<void> {
  const { watermark } = await readPosition(stream);
  const kept = problem.code === 'vendor.cursor-expired' ? { ...pass, cursor: null } : pass;
  await writePosition({ ...stream, position: { watermark, pass: kept }, finished: null, problem });
}

/** What once went wrong with records that the CRM keeps from us no longer counts. */
export async function forgetProblem(stream: Stream): Promise<void> {
  await stream.ctx.db.update(syncCursors).set({ problem: null }).where(isOf(stream));
}

function nextPhase(pass: SyncPass): SyncPass | null {
  return pass.phase === 'live' ? { ...pass, phase: 'archived', cursor: null } : null;
}

/** After all has been read, only what changed since need be. */
async function advanceIncremental({ startedAt, ...stream }: Stream & { startedAt: string }): Promise<void> {
  const incremental = { ...stream, mode: 'incremental' } as const;
  const { watermark, pass } = await readPosition(incremental);
  if (watermark !== null && watermark >= startedAt) return;
  await writePosition({ ...incremental, position: { watermark: startedAt, pass }, finished: null });
}

async function readPosition(stream: Stream): Promise<StreamPosition> {
  const [row] = await stream.ctx.db.select({ position: syncCursors.position }).from(syncCursors).where(isOf(stream));
  return row === undefined ? { watermark: null, pass: null } : StreamPosition.parse(row.position);
}

/** When the first reading of a stream began; null before it, and of one that is older than this note. */
export async function firstReadAt(stream: Stream): Promise<string | null> {
  return (await readPosition(stream)).firstAt ?? null;
}

async function writePosition({
  position: { watermark, pass },
  finished,
  problem = null,
  ...stream
}: Stream & {
  position: StreamPosition;
  finished: SyncPass | null;
  problem?: { readonly code: string; readonly message: string } | null;
}): Promise<void> {
  const { ctx, source } = stream;
  const now = ctx.clock.now();
  const before = await readPosition(stream);
  const isFirst = before.watermark === null && before.pass === null;
  const firstAt = isFirst ? (pass?.startedAt ?? watermark ?? now.toISOString()) : before.firstAt;
  const position: StreamPosition = { watermark, pass, ...(firstAt === undefined ? {} : { firstAt }) };
  const success = finished === null ? {} : { lastSuccessAt: now, lastCount: finished.read };
  const written = { position, problem, updatedAt: now, ...success };
  await ctx.db
    .insert(syncCursors)
    .values({ workspaceId: ctx.workspaceId, source, stream: streamName(stream), ...written })
    .onConflictDoUpdate({ target: [syncCursors.workspaceId, syncCursors.source, syncCursors.stream], set: written });
}

function isOf(stream: Stream) {
  return and(
    eq(syncCursors.workspaceId, stream.ctx.workspaceId),
    eq(syncCursors.source, stream.source),
    eq(syncCursors.stream, streamName(stream)),
  );
}

function streamName({ objectType, mode }: Pick<Stream, 'objectType' | 'mode'>): string {
  return `${objectType}:${mode}`;
}
