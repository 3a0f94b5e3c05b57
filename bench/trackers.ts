import type { TrackerDefinition } from '#contracts';
import { createDocument, trackKeywords } from '#modules/analysis';
import { hourCall } from './hour-call.ts';
import { type BenchRow, formatMs, formatRatio, medianMs } from './measure.ts';

const many = 1000;
const few = 10;

/** A thousand keyword trackers over a one-hour call, and what a tracker more costs. */
export async function benchTrackers(): Promise<BenchRow[]> {
  const transcript = await hourCall();
  const document = createDocument({ transcript });
  const words = [...new Set(document.sentences.flatMap(({ words: said }) => said.map(({ lower }) => lower)))].sort();
  const manyMs = await medianMs(() => trackKeywords({ document, trackers: makeTrackers(words, many) }));
  const fewMs = await medianMs(() => trackKeywords({ document, trackers: makeTrackers(words, few) }));
  const hits = trackKeywords({ document, trackers: makeTrackers(words, many) }).reduce(
    (sum, { hits: found }) => sum + found.length,
    0,
  );
  return [
    {
      measure: '1,000 keyword trackers over one hour',
      reached: formatMs(manyMs),
      aim: 'under a second',
      met: manyMs < 1000,
      note: `${hits} hits; ${formatRatio(manyMs / fewMs)} the time of ${few}`,
    },
  ];
}

function makeTrackers(words: readonly string[], count: number): TrackerDefinition[] {
  return Array.from({ length: count }, (_unused, index) => ({
    name: `Tracker ${index + 1}`,
    kind: 'keyword',
    side: null,
    phrases: [
      word(words, index),
      ...[0, 1, 2].map((offset) => `${word(words, index * 3 + offset)} ${word(words, index * 7 + offset)}`),
    ],
  }));
}

function word(words: readonly string[], index: number): string {
  return words[index % words.length] ?? 'word';
}
