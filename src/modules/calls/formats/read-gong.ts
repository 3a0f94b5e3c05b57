import { z } from 'zod';
import type { Party, ReadingWarning, Side } from '#contracts';
import { SophiaError } from '#platform/errors';
import { describeJson, describeMismatch, type JsonDocument } from './json-document.ts';
import type { Reading, Utterance } from './reading.ts';
import { momentFromInstant } from './settle-date.ts';

const Id = z.union([z.string(), z.number()]).transform(String);
const GongParty = z.object({
  speakerId: Id.nullish(),
  name: z.string().nullish(),
  emailAddress: z.string().nullish(),
  title: z.string().nullish(),
  affiliation: z.string().nullish(),
});
const GongMetaData = z.object({ id: Id.nullish(), title: z.string().nullish(), started: z.string().nullish() });
const GongCall = GongMetaData.extend({
  metaData: GongMetaData.nullish(),
  parties: z.array(GongParty).nullish(),
});
const GongSentence = z.object({ start: z.number().nullish(), end: z.number().nullish(), text: z.string() });
const GongTranscript = z.object({
  callId: Id.nullish(),
  transcript: z.array(z.object({ speakerId: Id.nullish(), sentences: z.array(GongSentence).nullish() })),
});
const GongDocument = z.object({
  calls: z.array(GongCall).nullish(),
  call: GongCall.nullish(),
  callTranscripts: z.array(GongTranscript).nullish(),
});
type GongCall = z.infer<typeof GongCall>;
type GongTranscript = z.infer<typeof GongTranscript>;

const bothAnswers =
  'the answers of POST /v2/calls/extensive (“calls”) and POST /v2/calls/transcript (“callTranscripts”) in one document';

/** Whether a JSON value has the keys of Gong's API. */
export function isGongDocument(value: unknown): boolean {
  const shape = z.object({ callTranscripts: z.array(z.unknown()) });
  const details = z.object({ calls: z.array(z.object({ metaData: z.unknown() })).min(1) });
  return shape.safeParse(value).success || details.safeParse(value).success;
}

/** Returns one reading for each transcript in a document of Gong's API. Throws `transcript.unreadable`. */
export function readGong({ value, name }: JsonDocument): Reading[] {
  const parsed = GongDocument.safeParse(value);
  if (!parsed.success) {
    const message = `${name}: ${bothAnswers} were expected, but ${describeMismatch({ error: parsed.error, value })}.`;
    throw new SophiaError('transcript.unreadable', message);
  }
  const calls = [...(parsed.data.calls ?? []), ...(parsed.data.call ? [parsed.data.call] : [])];
  const transcripts = parsed.data.callTranscripts ?? [];
  if (transcripts.length === 0) {
    const found =
      calls.length > 0
        ? `the details of ${calls.length === 1 ? 'one call' : `${calls.length} calls`}${listIds(calls)} and no transcript were found. Add what POST /v2/calls/transcript returns under “callTranscripts”, or name its file beside this one.`
        : parsed.data.callTranscripts
          ? '“callTranscripts” is empty. Check the filter with which it was fetched.'
          : `${describeJson(value)} was found.`;
    throw new SophiaError('transcript.unreadable', `${name}: ${bothAnswers} were expected, but ${found}`);
  }
  const callById = new Map(calls.map((call) => [call.metaData?.id ?? call.id ?? '', call]));
  const onlyCall = calls.length === 1 && transcripts.length === 1 ? calls[0] : undefined;
  const withoutTranscript = missingTranscripts(callById, transcripts);
  return transcripts.map((transcript, index) => {
    const call = callById.get(transcript.callId ?? '') ?? (transcript.callId ? undefined : onlyCall);
    return readCall({ transcript, call, warnings: index === 0 ? withoutTranscript : [] });
  });
}

function listIds(calls: readonly GongCall[]): string {
  const ids = calls.flatMap((call) => call.metaData?.id ?? call.id ?? []);
  if (ids.length === 0) return '';
  return ` (${ids.slice(0, 5).join(', ')}${ids.length > 5 ? `, and ${ids.length - 5} more` : ''})`;
}

function missingTranscripts(
  callById: ReadonlyMap<string, GongCall>,
  transcripts: readonly GongTranscript[],
): ReadingWarning[] {
  const transcribed = new Set(transcripts.map(({ callId }) => callId ?? ''));
  const missing = [...callById.keys()].filter((id) => id !== '' && !transcribed.has(id));
  return missing.map((id) => ({
    code: 'transcript.missing',
    message: `The file has the details of call ${id} but no transcript of it; that call was left out.`,
    line: null,
  }));
}

function readCall(input: {
  transcript: GongTranscript;
  call: GongCall | undefined;
  warnings: readonly ReadingWarning[];
}): Reading {
  const { transcript, call } = input;
  const warnings = [...input.warnings];
  if (call === undefined) {
    const message = `The details of call ${transcript.callId ?? '(without id)'} are not in the file: speakers are named by their ids, sides and date are unknown. Add what POST /v2/calls/extensive returns under “calls”, or name its file beside this one.`;
    warnings.push({ code: 'transcript.no-details', message, line: null });
  }
  const parties = nameParties(call?.parties ?? []);
  const nameById = new Map(parties.flatMap(({ id, party }) => (id === null ? [] : [[id, party.name] as const])));
  const utterances = transcript.transcript.flatMap((part) => {
    const speaker = part.speakerId ? (nameById.get(part.speakerId) ?? `Speaker ${part.speakerId}`) : null;
    return (part.sentences ?? []).map(
      (sentence): Utterance => ({
        speaker,
        text: sentence.text,
        startMs: sentence.start ?? null,
        endMs: sentence.end ?? null,
        line: null,
      }),
    );
  });
  const started = call?.metaData?.started ?? call?.started ?? null;
  return {
    format: 'gong',
    utterances,
    parties: parties.map(({ party }) => party),
    externalId: transcript.callId ?? call?.metaData?.id ?? call?.id ?? null,
    title: call?.metaData?.title ?? call?.title ?? null,
    moment: started === null ? null : momentFromInstant(started),
    timeZone: null,
    warnings,
  };
}

/** Two people of one name are told apart by their addresses, since everything later goes by the name. */
function nameParties(gongParties: readonly z.infer<typeof GongParty>[]): { id: string | null; party: Party }[] {
  const addressesByName = new Map<string, Set<string>>();
  for (const { name, emailAddress } of gongParties) {
    const addresses = addressesByName.get(name?.trim() ?? '') ?? new Set();
    addressesByName.set(name?.trim() ?? '', addresses.add(emailAddress ?? ''));
  }
  const named = gongParties.map((gongParty) => {
    const id = gongParty.speakerId ?? null;
    const email = textOrNull(gongParty.emailAddress);
    const plain = textOrNull(gongParty.name);
    const shared = plain !== null && (addressesByName.get(plain)?.size ?? 0) > 1;
    const fallback = email ?? (id === null ? 'Unknown participant' : `Speaker ${id}`);
    const name = plain === null ? fallback : shared && email !== null ? `${plain} (${email})` : plain;
    return { id, party: { name, side: sideOf(gongParty.affiliation), email, title: textOrNull(gongParty.title) } };
  });
  return named;
}

function textOrNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function sideOf(affiliation: string | null | undefined): Side {
  const lower = affiliation?.toLowerCase();
  return lower === 'internal' || lower === 'external' ? lower : 'unknown';
}
