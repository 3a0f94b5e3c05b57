import { z } from 'zod';
import { Side } from './side.ts';

/** The formats a transcript may arrive in. `gong` is Gong's API JSON, `sophia` our own. */
export const TranscriptFormat = z.enum(['webvtt', 'srt', 'gong', 'plain-text', 'word-json', 'ctm', 'sophia']);
export type TranscriptFormat = z.infer<typeof TranscriptFormat>;

/** Someone who took part in a call, as the source names them. */
export const Party = z.strictObject({
  name: z.string().min(1),
  side: Side,
  email: z.string().nullable(),
  title: z.string().nullable(),
});
export type Party = z.infer<typeof Party>;

/** A part of a turn that the source timed: `start` and `end` are UTF-16 units of the turn's text, [start, end). */
export const Cue = z.strictObject({
  start: z.int().min(0),
  end: z.int().min(0),
  startMs: z.int().min(0),
  endMs: z.int().min(0),
});
export type Cue = z.infer<typeof Cue>;

/** A run of neighbouring cues of one speaker in file order. Its text is stored as it came and never normalized. */
export const Turn = z.strictObject({
  /** The place in the call, counted from 0. */
  turn: z.int().min(0),
  speaker: z.string().min(1),
  side: Side,
  text: z.string(),
  startMs: z.int().min(0).nullable(),
  endMs: z.int().min(0).nullable(),
  /** What the source timed inside this turn, in order; empty where it has no times. */
  cues: z.array(Cue),
});
export type Turn = z.infer<typeof Turn>;

/** Something odd that was found while reading and that did not stop the import. `line` counts from 1. */
export const ReadingWarning = z.strictObject({
  code: z.string(),
  message: z.string(),
  line: z.int().min(1).nullable(),
});
export type ReadingWarning = z.infer<typeof ReadingWarning>;

/** One call as it was said: who, when, and every turn in file order. */
export const Transcript = z.strictObject({
  format: TranscriptFormat,
  /** The id that the source gave the call (Gong's call id), or null for a plain file. */
  externalId: z.string().nullable(),
  title: z.string().nullable(),
  /** The instant the call began in UTC (ISO 8601 with Z), where the source says it. */
  startedAt: z.iso.datetime().nullable(),
  /** The day of the call in its own zone (YYYY-MM-DD), or null: then due dates stay relative. */
  date: z.iso.date().nullable(),
  /** IANA name of the zone the call took place in. */
  timeZone: z.string(),
  parties: z.array(Party),
  turns: z.array(Turn),
  warnings: z.array(ReadingWarning),
});
export type Transcript = z.infer<typeof Transcript>;
