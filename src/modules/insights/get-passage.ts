import type { Passage, PassageId } from '#contracts';
import { authorise } from '#modules/access';
import { type CallVersions, getTranscript, listCallVersions, resolveCall, type StoredCall } from '#modules/calls';
import { titleOfSource } from '#modules/reports';
import type { Context, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { type FoundPassage, findPassage } from './find-passage.ts';
import { listPassageClaims } from './list-passage-claims.ts';
import { parsePassageId } from './parse-passage-id.ts';

interface GetPassageInput {
  /** `callId#turn` or `callId#turn.sentence`. */
  readonly id: string;
  /** Of the transcript; null for the one in force. */
  readonly version: number | null;
  /** How many turns before it and behind it are given. */
  readonly around: number;
}

/**
 * The sentence or the turn that an id names, the turns around it, and the claims that quote it. Throws
 * `passage.malformed`, `call.not-found` and, where the call has no such place, `passage.not-found`.
 */
export async function getPassage({ ctx, input }: Verb<GetPassageInput>): Promise<Passage> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'call', id: null } });
  const place = parsePassageId(input.id);
  const { callId } = await resolveCall({ ctx, input: place });
  const known = await listCallVersions({ ctx, input: { callId } });
  const version = input.version ?? known.currentVersion;
  assertVersion({ callId, version, known });
  const stored = await getTranscript({ ctx, input: { callId, version } });
  const { transcript } = stored;
  const found = findPassage({ transcript, place });
  if (found === null || found.cut === null) throw await notThere({ ctx, stored, place, known, found });
  const { turn, position, sentences, cut } = found;
  const stretch = { callId, version, turn: turn.turn, start: cut.start, end: cut.end };
  const { analysisId, claims } = await listPassageClaims({ ctx, stretch });
  const older = version === known.currentVersion ? '' : `?analysis=${analysisId}`;
  return {
    id: idOf({ callId, place }),
    callId,
    title: transcript.title ?? titleOfSource(stored.sourceName),
    date: transcript.date,
    version,
    currentVersion: known.currentVersion,
    turn: place.turn,
    sentence: place.sentence,
    turns: transcript.turns.length,
    sentences,
    ...cut,
    speaker: turn.speaker,
    side: turn.side,
    around: transcript.turns
      .slice(Math.max(0, position - input.around), position + input.around + 1)
      .map(({ cues: _cues, ...said }) => said),
    analysisId,
    claims,
    path: analysisId === null ? null : `/calls/${ctx.workspaceId}/${callId}${older}#turn-${turn.turn}`,
  };
}

function assertVersion({ callId, version, known }: { callId: string; version: number; known: CallVersions }): void {
  if (known.versions.some((each) => each.version === version)) return;
  const count = known.versions.length;
  const there = count === 1 ? 'version 1, the only one' : `a version from 1 to ${count}`;
  throw new SophiaError('passage.not-found', `Expected ${there} of the transcript of ${callId}, found ${version}.`);
}

/** Says how many there are, and whether the newest other version that has so many turns has it; no more are read. */
async function notThere({
  ctx,
  stored,
  place,
  known,
  found,
}: {
  ctx: Context;
  stored: StoredCall;
  place: PassageId;
  known: CallVersions;
  found: FoundPassage | null;
}): Promise<SophiaError> {
  const { callId, version } = stored;
  const which = known.versions.length === 1 ? '' : ` in version ${version} of its transcript`;
  const expected =
    found === null
      ? `${range({ what: 'turn', count: stored.transcript.turns.length })} of ${callId}${which}, found ${place.turn}.`
      : `${range({ what: 'sentence', count: found.sentences })} of turn ${place.turn} of ${callId}${which}, found ${place.sentence}.`;
  const other = known.versions.findLast((each) => each.version !== version && each.turns > place.turn);
  if (other !== undefined) {
    const { transcript } = await getTranscript({ ctx, input: { callId, version: other.version } });
    const there = findPassage({ transcript, place });
    if (there !== null && there.cut !== null)
      return new SophiaError('passage.not-found', `Expected ${expected} Version ${other.version} has it.`);
  }
  return new SophiaError('passage.not-found', `Expected ${expected}`);
}

function range({ what, count }: { what: string; count: number }): string {
  if (count === 0) return `no ${what}, for there is none`;
  return count === 1 ? `${what} 0, the only one,` : `a ${what} from 0 to ${count - 1} (there are ${count})`;
}

function idOf({ callId, place }: { callId: string; place: PassageId }): string {
  return `${callId}#${place.turn}${place.sentence === null ? '' : `.${place.sentence}`}`;
}
