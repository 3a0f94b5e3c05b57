import { readTranscript } from '#modules/calls';
import { SophiaError } from '#platform/errors';
import { hostileTranscripts, ordinaryTranscripts, wordsPerLine } from '#test/long-transcripts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';

const wordsOfALongCall = 200_000;
const hostileLines = 32_000;
/** Four times the input: what grows with its square needs sixteen times as long. */
const growth = 4;
const mostTimes = 10;

/** How reading grows with the input, for each format and for inputs that are made to be read slowly. */
export function benchReading(): Promise<BenchRow[]> {
  const ordinary = Object.entries(ordinaryTranscripts).map(([name, write]) =>
    rowOf({ measure: `reading ${name}, two hundred thousand words`, write, lines: wordsOfALongCall / wordsPerLine }),
  );
  const hostile = Object.entries(hostileTranscripts).map(([name, write]) =>
    rowOf({ measure: `reading ${name}`, write, lines: hostileLines }),
  );
  return Promise.resolve([...ordinary, ...hostile]);
}

function rowOf({
  measure,
  write,
  lines,
}: {
  measure: string;
  write: (lines: number) => string;
  lines: number;
}): BenchRow {
  const small = write(Math.floor(lines / growth));
  const large = write(Math.floor(lines / growth) * growth);
  readingMs(small);
  const smallMs = Math.max(Math.min(readingMs(small), readingMs(small)), 5);
  const largeMs = Math.min(readingMs(large), readingMs(large));
  return {
    measure,
    reached: `${formatRatio(largeMs / smallMs)} the time for ${growth} times the input`,
    aim: `under ${mostTimes} ×`,
    met: largeMs / smallMs < mostTimes,
    note: formatMs(largeMs),
  };
}

/** The processor's time, which other work on the machine does not lengthen. */
function readingMs(content: string): number {
  const bytes = new TextEncoder().encode(content);
  const before = process.cpuUsage();
  try {
    const options = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };
    readTranscript({ bytes, name: 'call', options });
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
  }
  return process.cpuUsage(before).user / 1000;
}
