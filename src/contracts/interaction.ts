import { z } from 'zod';
import { Side } from './side.ts';

/** `time` where the source has times for every turn, otherwise `words`. */
export const Basis = z.enum(['time', 'words']);
export type Basis = z.infer<typeof Basis>;

/** The figures of one speaker; formulas in docs/metrics.md. Times are null where the basis is `words`. */
export const SpeakerFigures = z.strictObject({
  speaker: z.string().min(1),
  side: Side,
  turns: z.int().min(0),
  words: z.int().min(0),
  talkMs: z.int().min(0).nullable(),
  /** Of all talk in the call, 0 to 1, by the basis. */
  talkRatio: z.number().min(0).max(1),
  /** Longest run without another speaker: milliseconds by `time`, words by `words`. */
  longestMonologue: z.int().min(0),
  longestMonologueTurn: z.int().min(0).nullable(),
  /** Mean wait in milliseconds before this speaker begins after another; null without times or such moments. */
  patienceMs: z.number().nullable(),
  questions: z.int().min(0),
  fillers: z.int().min(0),
  fillersPer100Words: z.number().min(0),
  wordsPerMinute: z.number().min(0).nullable(),
});
export type SpeakerFigures = z.infer<typeof SpeakerFigures>;

export const Interaction = z.strictObject({
  basis: Basis,
  durationMs: z.int().min(0).nullable(),
  words: z.int().min(0),
  turns: z.int().min(0),
  speakers: z.array(SpeakerFigures),
  /** The same figures summed by side. `talkRatio` of a side is of all talk. */
  sides: z.array(
    z.strictObject({
      side: Side,
      talkRatio: z.number().min(0).max(1),
      words: z.int().min(0),
      talkMs: z.int().min(0).nullable(),
      longestMonologue: z.int().min(0),
      patienceMs: z.number().nullable(),
      questions: z.int().min(0),
      /** Null where the basis is `words`. */
      questionsPerHour: z.number().min(0).nullable(),
      /** In place of those per hour where the basis is `words`; also null in what was stored before it was counted. */
      questionsPer100Words: z.number().min(0).nullable().default(null),
    }),
  ),
  /** Changes of speaker per minute by `time`, per 100 words by `words`. */
  interactivity: z.number().min(0),
  speakerChanges: z.int().min(0),
  overlapMs: z.int().min(0).nullable(),
  silenceMs: z.int().min(0).nullable(),
  longestSilenceMs: z.int().min(0).nullable(),
});
export type Interaction = z.infer<typeof Interaction>;
