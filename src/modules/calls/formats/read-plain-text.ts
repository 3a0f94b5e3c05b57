import { SophiaError } from '#platform/errors';
import { findHeadLines } from './find-head-lines.ts';
import { endsSentence, findSpeakerLabels } from './find-speaker-labels.ts';
import { type LineTime, takeLeadingTime, takeTrailingTime } from './line-time.ts';
import type { PlainLine } from './plain-line.ts';
import { readPlainHeader } from './read-plain-header.ts';
import type { Reading, SourceText, Utterance, WarningList } from './reading.ts';
import { createWarningList } from './reading.ts';
import { splitLabel } from './split-label.ts';

/**
 * Returns the reading of plain text: `Name: text`, with or without times, or names and times above the words.
 * Throws `transcript.unreadable` where nobody is named and no times stand, unless `forced`.
 */
export function readPlainText({ text, name, forced }: SourceText & { forced: boolean }): Reading[] {
  const all = text.split(/\r\n|\n|\r/);
  const header = readPlainHeader(all);
  const lines = readLines(all, header.bodyStart);
  const warnings = createWarningList();
  const heads = findHeadLines(lines);
  const spoken = heads.size > 0 ? readUnderHeads(lines, heads) : readLabeled({ lines, header, warnings });
  const named = spoken.some(({ speaker }) => speaker !== null);
  const timed = spoken.filter(({ startMs }) => startMs !== null).length;
  if (!forced && !named && timed < Math.max(2, spoken.length * 0.3)) throw unreadable({ all, name });
  return [
    {
      format: 'plain-text',
      utterances: countFromStart({ utterances: spoken, lines, warnings }),
      parties: header.parties,
      externalId: null,
      title: header.title,
      moment: header.moment,
      timeZone: null,
      warnings: [...header.warnings, ...warnings.all()],
    },
  ];
}

const trailers =
  /^(?:meeting ended after .*|this editable transcript was computer generated.*|transcribed by https?:\/\/\S+|\[?end of transcript\]?|-{3,}|={3,}|_{3,}|\*{3,}|transcript)$/i;

function readLines(all: readonly string[], bodyStart: number): PlainLine[] {
  const bareTimes = acceptsBareTimes(all.slice(bodyStart));
  return all.slice(bodyStart).map((whole, index) => {
    const line = bodyStart + index + 1;
    const trimmed = whole.trim();
    const before = all[bodyStart + index - 1];
    const opensSentence = endsSentence(before);
    if (trailers.test(trimmed)) return { line, text: '', time: null, whole: '', opensSentence };
    const leading = takeLeadingTime(trimmed);
    if (leading !== null && (leading.isMarked || leading.rest === '' || bareTimes)) {
      return { line, text: leading.rest, time: leading, whole: trimmed, opensSentence: true };
    }
    return { ...takeLabelTime(trimmed), line, whole: trimmed, opensSentence };
  });
}

/** `Ana (0:12): yes` becomes `Ana: yes` at 0:12. */
function takeLabelTime(line: string): { text: string; time: LineTime | null } {
  const split = splitLabel(line);
  const time = split === null ? null : takeTrailingTime(split.label);
  if (split === null || time === null || time.rest === '') return { text: line, time: null };
  return { text: `${time.rest}: ${split.text}`, time };
}

/** A line such as “10:30 works for me” is speech, unless times without brackets stand before lines throughout. */
function acceptsBareTimes(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '');
  const times = filled.map(takeLeadingTime).filter((time) => time !== null && !time.isMarked && time.rest !== '');
  const backward = times.filter((time, index) => (time?.startMs ?? 0) < (times[index - 1]?.startMs ?? 0)).length;
  return times.length >= filled.length * 0.3 || (times.length >= 3 && backward <= times.length * 0.1);
}

function readUnderHeads(lines: readonly PlainLine[], heads: ReturnType<typeof findHeadLines>): Utterance[] {
  const utterances: Utterance[] = [];
  let current: Utterance | null = null;
  let words: string[] = [];
  function finish(): void {
    if (current !== null || words.length > 0) {
      const line = lines[0]?.line ?? null;
      const base = current ?? { speaker: null, startMs: null, endMs: null, line };
      utterances.push({ ...base, text: words.join('\n') });
    }
    words = [];
  }
  for (const line of lines) {
    const head = heads.get(line.line);
    if (head === undefined) {
      if (line.whole !== '') words.push(line.whole);
    } else if (head !== 'part') {
      finish();
      current = { speaker: head.name, text: '', startMs: head.startMs, endMs: head.endMs, line: line.line };
    }
  }
  finish();
  return utterances.filter(({ text }) => text !== '');
}

function readLabeled(input: {
  lines: readonly PlainLine[];
  header: ReturnType<typeof readPlainHeader>;
  warnings: WarningList;
}): Utterance[] {
  const { lines, header } = input;
  const knownNames = new Set(header.parties.map(({ name }) => name));
  const labels = findSpeakerLabels({ lines, knownNames });
  const drafts: (Omit<Utterance, 'text'> & { words: string[] })[] = [];
  let mark: LineTime | null = null;
  for (const line of lines) {
    if (line.text.trim() === '') {
      mark = line.time ?? mark;
      continue;
    }
    const found = labels.read(line.text);
    const previous = drafts.at(-1);
    const time = line.time ?? mark;
    if (found === null && time === null && previous !== undefined) {
      previous.words.push(line.text);
      continue;
    }
    drafts.push({
      speaker: found?.speaker ?? previous?.speaker ?? null,
      words: [found?.text ?? line.text],
      startMs: time?.startMs ?? null,
      endMs: time?.endMs ?? null,
      line: line.line,
    });
    mark = null;
  }
  return drafts.map(({ words, ...draft }) => ({ ...draft, text: words.join('\n') }));
}

const latestStartMs = 4 * 3_600_000;

/** Times of day become times since the first of them. */
function countFromStart(input: {
  utterances: readonly Utterance[];
  lines: readonly PlainLine[];
  warnings: WarningList;
}): readonly Utterance[] {
  const firstMs = input.utterances.find(({ startMs }) => startMs !== null)?.startMs ?? 0;
  const isClock = input.lines.some(({ time }) => time?.isClock === true) || firstMs > latestStartMs;
  if (!isClock || firstMs === 0) return input.utterances;
  const message = 'The times are times of day; they were counted from the first of them.';
  input.warnings.add({ code: 'transcript.clock-times', message, line: null });
  return input.utterances.map((utterance) => ({
    ...utterance,
    startMs: utterance.startMs === null ? null : Math.max(0, utterance.startMs - firstMs),
    endMs: utterance.endMs === null ? null : Math.max(0, utterance.endMs - firstMs),
  }));
}

function unreadable({ all, name }: { all: readonly string[]; name: string }): SophiaError {
  const index = all.findIndex((line) => line.trim() !== '');
  const first = (all[index] ?? '').trim().slice(0, 60);
  return new SophiaError(
    'transcript.unreadable',
    `${name}, line ${index + 1}: a transcript was expected, whose lines begin with a name and a colon (“Ana Ruiz: hello”) or a time, but none does; the first is “${first}”. To read it as the words of one unknown speaker, pass --input-format plain-text.`,
  );
}
