import { z } from 'zod';
import type { Interaction, Transcript, Turn } from '#contracts';
import { loadFillers, measureInteraction } from '#modules/analysis/interaction';
import { createDocument } from '#modules/analysis/language';
import type { EvaluationRow } from './evaluation-row.ts';
import { readRecords } from './read-records.ts';

const Meeting = z.object({
  id: z.string(),
  utterances: z.array(z.object({ speaker: z.string(), start: z.number(), end: z.number(), text: z.string() })),
});
type Meeting = z.infer<typeof Meeting>;

/**
 * Compares the interaction figures of every meeting with a second computation, written from docs/metrics.md alone:
 * it counts milliseconds one by one and reads words letter by letter.
 */
export function evaluate(input: { dataDirectory: string }): { rows: EvaluationRow[] } {
  const meetings = readRecords({ dataDirectory: input.dataDirectory, file: 'ami_nxt/dev_dev.jsonl', schema: Meeting });
  const fillers = loadFillers();
  let compared = 0;
  let equal = 0;
  for (const meeting of meetings) {
    const transcript = transcriptFrom(meeting);
    const found = measureInteraction({ document: createDocument({ transcript }), fillers });
    for (const [name, value] of Object.entries(countAgain(transcript.turns))) {
      compared += 1;
      if (valueOf(found, name) === value) equal += 1;
    }
  }
  return {
    rows: [
      {
        measure: 'Interaction figures equal to an independent computation (AMI)',
        sample: `${compared} figures of ${meetings.length} meetings`,
        floor: null,
        published: null,
        reached: equal / Math.max(1, compared),
        unit: 'share exact',
        note: `${equal} equal to the last digit`,
      },
    ],
  };
}

/** Utterances in order of time; neighbors of one speaker make a turn. */
function transcriptFrom(meeting: Meeting): Transcript {
  const turns: Turn[] = [];
  for (const { speaker, start, end, text } of meeting.utterances) {
    const cue = { startMs: Math.round(start * 1000), endMs: Math.round(end * 1000) };
    const last = turns.at(-1);
    if (last !== undefined && last.speaker === speaker) {
      const offset = last.text.length + 1;
      last.text = `${last.text} ${text}`;
      last.endMs = Math.max(last.endMs ?? 0, cue.endMs);
      last.cues.push({ ...cue, start: offset, end: offset + text.length });
      continue;
    }
    const cues = [{ ...cue, start: 0, end: text.length }];
    turns.push({ turn: turns.length, speaker, side: 'unknown', text, ...cue, cues });
  }
  return {
    format: 'word-json',
    externalId: meeting.id,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns,
    warnings: [],
  };
}

function valueOf(found: Interaction, name: string): number | null | undefined {
  const [kind = '', speaker = ''] = name.split('|');
  const figures = speaker === '' ? found : found.speakers.find((each) => each.speaker === speaker);
  const entry = Object.entries(figures ?? {}).find(([key]) => key === kind);
  return typeof entry?.[1] === 'number' || entry?.[1] === null ? entry[1] : undefined;
}

/** The figures by name, `figure|speaker` for those of a speaker. */
function countAgain(all: readonly Turn[]): Record<string, number | null> {
  const turns = all.filter((turn) => countWords(turn.text) > 0);
  const first = Math.min(...turns.flatMap(({ cues }) => cues.map(({ startMs }) => startMs)));
  const last = Math.max(...turns.flatMap(({ cues }) => cues.map(({ endMs }) => endMs)));
  const speakers = [...new Set(turns.map(({ speaker }) => speaker))];
  const timelines = speakers.map((speaker) => timelineOf(turns, { speaker, first, last }));
  const together = new Uint8Array(last - first);
  for (const line of timelines) line.forEach((value, at) => (together[at] = (together[at] ?? 0) + value));
  const talk = timelines.map((line) => line.reduce((total, value) => total + value, 0));
  const allTalk = talk.reduce((total, value) => total + value, 0);
  const changes = turns.filter((turn, index) => index > 0 && turns[index - 1]?.speaker !== turn.speaker).length;
  const words = turns.reduce((total, turn) => total + countWords(turn.text), 0);
  const figures: Record<string, number | null> = {
    durationMs: last - first,
    words,
    turns: turns.length,
    speakerChanges: changes,
    interactivity: Number((changes / ((last - first) / 60_000)).toFixed(2)),
    overlapMs: together.filter((value) => value > 1).length,
    silenceMs: together.filter((value) => value === 0).length,
    longestSilenceMs: longestRunOfZeros(together),
  };
  speakers.forEach((speaker, index) =>
    Object.assign(figures, countSpeaker(turns, { speaker, talkMs: talk[index] ?? 0, allTalk })),
  );
  return figures;
}

function countSpeaker(
  turns: readonly Turn[],
  { speaker, talkMs, allTalk }: { speaker: string; talkMs: number; allTalk: number },
): Record<string, number | null> {
  const own = turns.filter((turn) => turn.speaker === speaker);
  const lengths = own.map((turn) => endOf(turn) - startOf(turn));
  const waits: number[] = [];
  turns.forEach((turn, index) => {
    const before = turns[index - 1];
    if (turn.speaker !== speaker || before === undefined || before.speaker === speaker) return;
    waits.push(Math.max(0, startOf(turn) - endOf(before)));
  });
  const words = own.reduce((total, turn) => total + countWords(turn.text), 0);
  const wait = waits.reduce((total, value) => total + value, 0);
  return {
    [`turns|${speaker}`]: own.length,
    [`words|${speaker}`]: words,
    [`talkMs|${speaker}`]: talkMs,
    [`talkRatio|${speaker}`]: Math.round((talkMs / allTalk) * 10_000) / 10_000,
    [`longestMonologue|${speaker}`]: Math.max(...lengths),
    [`longestMonologueTurn|${speaker}`]: own[lengths.indexOf(Math.max(...lengths))]?.turn ?? null,
    [`patienceMs|${speaker}`]: waits.length === 0 ? null : Math.round((wait / waits.length) * 10) / 10,
    [`wordsPerMinute|${speaker}`]: Math.round((words / (talkMs / 60_000)) * 10) / 10,
  };
}

function timelineOf(turns: readonly Turn[], about: { speaker: string; first: number; last: number }): Uint8Array {
  const line = new Uint8Array(about.last - about.first);
  for (const turn of turns) {
    if (turn.speaker !== about.speaker) continue;
    for (const { startMs, endMs } of turn.cues) {
      for (let at = startMs; at < endMs; at += 1) line[at - about.first] = 1;
    }
  }
  return line;
}

function longestRunOfZeros(line: Uint8Array): number {
  let longest = 0;
  let run = 0;
  for (const value of line) {
    run = value === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function startOf(turn: Turn): number {
  return Math.min(...turn.cues.map(({ startMs }) => startMs));
}

function endOf(turn: Turn): number {
  return Math.max(...turn.cues.map(({ endMs }) => endMs));
}

/** Reads letter by letter: inside a word, an apostrophe or `&` before a letter and a point before a digit go on. */
function countWords(text: string): number {
  const letters = [...text];
  let count = 0;
  let inside = false;
  letters.forEach((letter, index) => {
    const next = letters[index + 1] ?? '';
    const before = letters[index - 1] ?? '';
    if (/[\p{L}\p{N}\p{M}]/u.test(letter)) {
      if (!inside) count += 1;
      inside = true;
    } else if (inside) {
      const joinsLetters = /['’&]/u.test(letter) && /[\p{L}\p{N}]/u.test(next);
      const joinsDigits = /[.,:]/u.test(letter) && /\d/u.test(before) && /\d/u.test(next);
      inside = joinsLetters || joinsDigits;
    }
  });
  return count;
}
