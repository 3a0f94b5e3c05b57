import type { Transcript } from '#contracts';

/** A transcript without times, sides or parties: a turn for each entry, in order. */
export function transcriptOf(turns: readonly { readonly speaker: string; readonly text: string }[]): Transcript {
  return {
    format: 'plain-text',
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns: turns.map(({ speaker, text }, turn) => ({
      turn,
      speaker,
      side: 'unknown',
      text: text.replaceAll(/\s+/gu, ' ').trim(),
      startMs: null,
      endMs: null,
      cues: [],
    })),
    warnings: [],
  };
}
