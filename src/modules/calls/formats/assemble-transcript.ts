import type { Cue, ReadingWarning, Transcript, Turn } from '#contracts';
import { SophiaError } from '#platform/errors';
import { checkTimes } from './check-times.ts';
import { formatNames } from './format-names.ts';
import { createWarningList, type Reading, type ReadOptions, type Utterance } from './reading.ts';
import { settleDate } from './settle-date.ts';
import { settleSides } from './settle-sides.ts';

/** How somebody is called of whom the source says nothing. */
const unknownSpeaker = 'Unknown speaker';

export interface Assembly {
  readonly reading: Reading;
  readonly name: string;
  readonly options: ReadOptions;
  /** What was noticed before the format's reader began. */
  readonly warnings: readonly ReadingWarning[];
}

/** Returns the transcript that a reading amounts to: turns, sides, date. Throws `transcript.no-speech`. */
export function assembleTranscript({ reading, name, options, warnings }: Assembly): Transcript {
  const list = createWarningList();
  for (const warning of [...warnings, ...reading.warnings]) list.add(warning);
  const cleaned = reading.utterances.map(cleanUtterance);
  const spoken = cleaned.filter((utterance) => utterance.text !== '');
  if (!spoken.some((utterance) => isSpeech(utterance.text))) {
    throw new SophiaError('transcript.no-speech', noSpeechMessage({ name, reading, spoken: spoken.length }));
  }
  const silent = cleaned.length - spoken.length;
  if (silent > 0) {
    const message = `${silent} ${silent === 1 ? 'cue has' : 'cues have'} no text and ${silent === 1 ? 'was' : 'were'} left out.`;
    list.add({ code: 'transcript.no-text', message, line: firstLine(cleaned.filter(({ text }) => text === '')) });
  }
  const utterances = checkTimes({ utterances: spoken, warnings: list });
  const names = [...new Set(utterances.map(({ speaker }) => speaker ?? unknownSpeaker))];
  warnOfSpeakers({ utterances, names, list });
  const { parties, sides } = settleSides({ parties: reading.parties, speakers: names, options, warnings: list });
  const settled = settleDate({ reading, name, options, warnings: list });
  return {
    format: reading.format,
    externalId: reading.externalId,
    title: reading.title ?? options.titleHint ?? null,
    ...settled,
    parties,
    turns: joinTurns(utterances).map((turn) => ({ ...turn, side: sides.get(turn.speaker) ?? 'unknown' })),
    warnings: list.all(),
  };
}

/** Lines of one cue, and the white space around them, are layout: they are joined as cues are, by one space. */
function cleanUtterance(utterance: Utterance): Utterance {
  const text = utterance.text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  const speaker = utterance.speaker === null ? null : storable(utterance.speaker.trim());
  return { ...utterance, speaker: speaker === '' ? null : speaker, text: storable(text) };
}

/** No database stores a NUL or half a surrogate pair; the replacement is as long, so that ranges stay right. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** Whether anything is said: marks such as [silence], (inaudible) or ♪ are not speech. */
function isSpeech(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^(?:\[[^\]]*\]|\([^)]*\)|♪[^♪]*♪?)$/u.test(text);
}

function noSpeechMessage({ name, reading, spoken }: { name: string; reading: Reading; spoken: number }): string {
  const count = reading.utterances.length;
  const found =
    count === 0
      ? 'there is nothing in it that anybody says'
      : spoken === 0
        ? count === 1
          ? 'its only cue has no text'
          : `none of its ${count} cues has a text`
        : 'it holds nothing but marks such as [silence]';
  return `${name}: speech was expected, but ${found} (read as ${formatNames[reading.format]}). Check that the recording had sound and that its transcription had ended, then export it again.`;
}

function warnOfSpeakers(input: {
  utterances: readonly Utterance[];
  names: readonly string[];
  list: { add(warning: ReadingWarning): void };
}): void {
  const unnamed = input.utterances.filter(({ speaker }) => speaker === null);
  if (unnamed.length > 0) {
    const message =
      unnamed.length === input.utterances.length
        ? `Nothing in the file says who spoke; all of it stands under “${unknownSpeaker}”.`
        : `Nobody is named for ${unnamed.length} of the ${input.utterances.length} stretches of speech; they stand under “${unknownSpeaker}”.`;
    input.list.add({ code: 'transcript.unknown-speaker', message, line: firstLine(unnamed) });
  }
  if (input.names.length === 1) {
    const message = `Only one speaker was found (${input.names[0]}); what takes two sides cannot be found out.`;
    input.list.add({ code: 'transcript.one-speaker', message, line: null });
  }
}

function joinTurns(utterances: readonly Utterance[]): Turn[] {
  const turns: Turn[] = [];
  let first = 0;
  for (let index = 1; index <= utterances.length; index += 1) {
    if (index < utterances.length && utterances[index]?.speaker === utterances[first]?.speaker) continue;
    turns.push(joinTurn(turns.length, utterances.slice(first, index)));
    first = index;
  }
  return turns;
}

function joinTurn(turn: number, utterances: readonly Utterance[]): Turn {
  const cues: Cue[] = [];
  let startMs: number | null = null;
  let endMs: number | null = null;
  let start = 0;
  for (const utterance of utterances) {
    const end = start + utterance.text.length;
    if (utterance.startMs !== null) startMs = Math.min(startMs ?? utterance.startMs, utterance.startMs);
    if (utterance.endMs !== null) endMs = Math.max(endMs ?? utterance.endMs, utterance.endMs);
    if (utterance.startMs !== null && utterance.endMs !== null) {
      cues.push({ start, end, startMs: utterance.startMs, endMs: utterance.endMs });
    }
    start = end + 1;
  }
  return {
    turn,
    speaker: utterances[0]?.speaker ?? unknownSpeaker,
    side: 'unknown',
    text: utterances.map(({ text }) => text).join(' '),
    startMs,
    endMs,
    cues,
  };
}

function firstLine(utterances: readonly Utterance[]): number | null {
  return utterances[0]?.line ?? null;
}
