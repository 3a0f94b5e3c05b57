import type { TranscriptFormat } from '#contracts';

/** How a person calls each format. */
export const formatNames = {
  webvtt: 'WebVTT',
  srt: 'SubRip (SRT)',
  gong: 'Gong API JSON',
  'plain-text': 'plain text',
  'word-json': 'word-timed JSON',
  ctm: 'CTM',
  sophia: 'Sophia transcript JSON',
} as const satisfies Record<TranscriptFormat, string>;
