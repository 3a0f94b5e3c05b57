import type { Cue, Side, Transcript } from '#contracts';

export interface SpokenTurn {
  readonly speaker?: string;
  readonly side?: Side;
  readonly text: string;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly cues?: readonly Cue[];
}

/** A transcript of the given turns; a bare string is a turn of somebody unknown without times. */
export function transcriptOf(
  turns: readonly (SpokenTurn | string)[],
  settings: { date?: string; timeZone?: string } = {},
): Transcript {
  return {
    format: 'plain-text',
    externalId: null,
    title: null,
    startedAt: null,
    date: settings.date ?? null,
    timeZone: settings.timeZone ?? 'UTC',
    parties: [],
    turns: turns.map((spoken, turn) => {
      const given: SpokenTurn = typeof spoken === 'string' ? { text: spoken } : spoken;
      return {
        turn,
        speaker: given.speaker ?? 'Somebody',
        side: given.side ?? 'unknown',
        text: given.text,
        startMs: given.startMs ?? null,
        endMs: given.endMs ?? null,
        cues: [...(given.cues ?? [])],
      };
    }),
    warnings: [],
  };
}
