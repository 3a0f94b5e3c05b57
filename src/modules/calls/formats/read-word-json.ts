import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { describeJson, describeMismatch, type JsonDocument } from './json-document.ts';
import type { Reading, Utterance } from './reading.ts';
import { type TimedItem, TimedWords } from './timed-words.ts';

const shapes =
  '“monologues” with “terms”, “words”, “utterances”, “segments” or “results” whose entries have a text, a start and an end';
const TextAndTime = z
  .looseObject({})
  .refine((item) => ['text', 'word', 'value'].some((key) => typeof item[key] === 'string'))
  .refine((item) => ['start', 'ts', 'start_time', 'startTime'].some((key) => key in item));

/** Whether a JSON value has one of the shapes in which transcription services return timed words. */
export function isWordJson(value: unknown): boolean {
  if (Array.isArray(value)) return TextAndTime.safeParse(value[0]).success;
  const Shape = z.union([
    z.object({ monologues: z.array(z.unknown()) }),
    z.object({ words: z.array(z.unknown()) }),
    z.object({ utterances: z.array(z.unknown()) }),
    z.object({ segments: z.array(z.unknown()) }),
    z.object({ results: z.union([z.array(z.unknown()), z.looseObject({ items: z.array(z.unknown()) })]) }),
    z.object({ results: z.object({ channels: z.array(z.unknown()) }) }),
    z.object({ results: z.object({ utterances: z.array(z.unknown()) }) }),
  ]);
  return Shape.safeParse(value).success;
}

/** Returns the reading of word-timed JSON, one utterance a word. Throws `transcript.unreadable`. */
export function readWordJson({ value, name }: JsonDocument): Reading[] {
  const parsed = TimedWords.safeParse(value);
  if (!parsed.success || !parsed.data) {
    const found = parsed.success ? '' : ` (${describeMismatch({ error: parsed.error, value })})`;
    const message = `${name}: word-timed JSON was expected, that is ${shapes}, but ${describeJson(value)} was found${found}.`;
    throw new SophiaError('transcript.unreadable', message);
  }
  if (parsed.data.length > 0 && parsed.data.every(({ hasText }) => !hasText)) {
    const message = `${name}: entries with a text (“text”, “word”, “punctuated_word”, “value” or “content”) were expected, but none of the ${parsed.data.length} entries has one; the first is ${describeJson(firstEntry(value))}.`;
    throw new SophiaError('transcript.unreadable', message);
  }
  const items = parsed.data.filter(({ text }) => text !== '');
  const unitMs = isInMilliseconds(items) ? 1 : 1000;
  return [
    {
      format: 'word-json',
      utterances: attachPunctuation(items).map((item) => toUtterance(item, unitMs)),
      parties: [],
      externalId: null,
      title: null,
      moment: null,
      timeZone: null,
      warnings: [],
    },
  ];
}

/** The first thing in the lists of a document, however deep they are nested. */
function firstEntry(value: unknown): unknown {
  const inner = Array.isArray(value) ? value[0] : z.record(z.string(), z.unknown()).safeParse(value).data;
  if (Array.isArray(value)) return inner === undefined ? value : firstEntry(inner);
  const nested = Object.values(inner ?? {}).find((part) => typeof part === 'object' && part !== null);
  return nested === undefined ? value : firstEntry(nested);
}

/** Whole numbers under which two seconds would pass for each letter are milliseconds: nobody speaks so slowly. */
function isInMilliseconds(items: readonly TimedItem[]): boolean {
  if (items.some(({ start, end }) => !Number.isInteger(start ?? 0) || !Number.isInteger(end ?? 0))) return false;
  let letters = 0;
  let duration = 0;
  for (const { text, start, end } of items) {
    if (start === null || end === null || end <= start) continue;
    letters += text.length;
    duration += end - start;
  }
  return duration > 0 && letters / duration < 0.5;
}

function attachPunctuation(items: readonly TimedItem[]): TimedItem[] {
  const words: TimedItem[] = [];
  let opening = '';
  for (const item of items) {
    const previous = words.at(-1);
    if (opensSomething(item)) {
      opening += item.text;
    } else if (opening === '' && closesSomething(item) && previous) {
      words[words.length - 1] = { ...previous, text: previous.text + item.text };
    } else {
      words.push({ ...item, text: opening + item.text });
      opening = '';
    }
  }
  return words;
}

function opensSomething({ text, isPunctuation }: TimedItem): boolean {
  return isPunctuation && /^[([{¿¡“‘«$€£]+$/u.test(text);
}

/** A dash between words stands on its own; other marks belong to the word before them. */
function closesSomething({ text, isPunctuation }: TimedItem): boolean {
  return isPunctuation && /^[^\s\p{L}\p{N}\p{Pd}]/u.test(text);
}

function toUtterance(item: TimedItem, unitMs: number): Utterance {
  return {
    speaker: item.speaker,
    text: item.text,
    startMs: item.start === null ? null : item.start * unitMs,
    endMs: item.end === null ? null : item.end * unitMs,
    line: null,
  };
}
