import { z } from 'zod';
import { Cue, Party, ReadingWarning, Side, type Transcript, TranscriptFormat } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, asc, eq, type SQL, sql } from '#platform/sql';
import { calls, callVersions, turns } from './tables.ts';
import { withoutDetails } from './without-details.ts';

const Parties = z.array(Party);
const Cues = z.array(Cue);
const Warnings = z.array(ReadingWarning);

const isCurrent = eq(callVersions.version, calls.currentVersion);
const isNamed = eq(callVersions.version, sql.placeholder('version'));
const currentOfAny = buildOnce((db) => versionOf(db, { which: isCurrent, seen: undefined }));
const namedOfAny = buildOnce((db) => versionOf(db, { which: isNamed, seen: undefined }));

function versionOf(db: Database, { which, seen }: { which: SQL; seen: SQL | undefined }) {
  return db
    .select({ call: calls, version: callVersions })
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), which))
    .where(and(eq(calls.id, sql.placeholder('callId')), eq(calls.workspaceId, sql.placeholder('workspaceId')), seen))
    .prepare('');
}

async function findVersion({ ctx, input: { callId, version } }: Verb<{ callId: string; version: number | null }>) {
  const seen = seenCall(ctx, calls.id);
  const [which, ofAny] = version === null ? [isCurrent, currentOfAny] : [isNamed, namedOfAny];
  const statement = seen === undefined ? ofAny(ctx.db) : versionOf(ctx.db, { which, seen });
  const [found] = await statement.execute({ callId, workspaceId: ctx.workspaceId, version });
  return found;
}

const turnsOfVersion = buildOnce((db) =>
  db
    .select()
    .from(turns)
    .where(
      and(
        eq(turns.callVersionId, sql.placeholder('callVersionId')),
        eq(turns.workspaceId, sql.placeholder('workspaceId')),
      ),
    )
    .orderBy(asc(turns.turn))
    .prepare(''),
);

export interface StoredCall {
  readonly callId: string;
  readonly version: number;
  readonly sourceName: string;
  readonly transcript: Transcript;
}

/** One version of a call with all its turns as they were stored; the current one where none is named. */
export async function getTranscript({
  ctx,
  input,
}: Verb<{ callId: string; version: number | null }>): Promise<StoredCall> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: input.callId } });
  const row = await findVersion({ ctx, input });
  if (row === undefined) {
    const which = input.version === null ? '' : ` in version ${input.version}`;
    throw new SophiaError('call.not-found', `Expected a call with the id ${input.callId}${which}, found none.`);
  }
  const { call, version } = row;
  const rows = await turnsOfVersion(ctx.db).execute({ workspaceId: ctx.workspaceId, callVersionId: version.id });
  const transcript: Transcript = {
    format: TranscriptFormat.parse(version.format),
    externalId: call.source === 'file' ? null : call.externalId,
    title: version.title,
    startedAt: version.startedAt?.toISOString() ?? null,
    date: version.callDate,
    timeZone: version.timeZone,
    parties: Parties.parse(version.parties).map((party) => withoutDetails(party, ctx)),
    turns: rows.map(({ workspaceId: _workspace, callVersionId: _version, side, cues, ...turn }) => ({
      ...turn,
      side: Side.parse(side),
      cues: Cues.parse(cues),
    })),
    warnings: Warnings.parse(version.warnings),
  };
  return { callId: call.id, version: version.version, sourceName: version.sourceName, transcript };
}
