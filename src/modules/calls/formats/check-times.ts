import type { Utterance, WarningList } from './reading.ts';

/**
 * Returns the utterances with whole milliseconds. Overlaps and steps backward stay as they are and are told;
 * an end before its own start is moved to it; what cannot be a time is dropped.
 */
export function checkTimes(input: { utterances: readonly Utterance[]; warnings: WarningList }): Utterance[] {
  const overlaps = createTally();
  const backward = createTally();
  const turned = createTally();
  const impossible = createTally();
  let latestStartMs = 0;
  let latestEndMs = 0;
  const checked = input.utterances.map((utterance) => {
    const startMs = wholeMs(utterance.startMs);
    let endMs = startMs === null ? null : wholeMs(utterance.endMs);
    const dropped = (startMs === null && utterance.startMs !== null) || (endMs === null && utterance.endMs !== null);
    if (dropped) impossible.count(utterance);
    if (startMs === null) return { ...utterance, startMs, endMs: null };
    if (endMs !== null && endMs < startMs) {
      turned.count(utterance);
      endMs = startMs;
    }
    if (startMs < latestStartMs) backward.count(utterance);
    else if (startMs < latestEndMs) overlaps.count(utterance);
    latestStartMs = Math.max(latestStartMs, startMs);
    latestEndMs = Math.max(latestEndMs, endMs ?? startMs);
    return { ...utterance, startMs, endMs };
  });
  overlaps.warn(input.warnings, {
    code: 'transcript.overlap',
    says: (count) =>
      `${count} of the timed stretches begin before the one before them has ended; their order was kept.`,
  });
  backward.warn(input.warnings, {
    code: 'transcript.backward-times',
    says: (count) =>
      `${count} of the timed stretches begin earlier than one before them; the order of the file was kept.`,
  });
  turned.warn(input.warnings, {
    code: 'transcript.turned-times',
    says: (count) => `${count} of the timed stretches end before they begin; their end was set to their start.`,
  });
  impossible.warn(input.warnings, {
    code: 'transcript.impossible-times',
    says: (count) =>
      `${count} of the stretches have a time that cannot be (negative, or thousands of hours); it was left out.`,
  });
  return checked;
}

const maximumMs = 10_000 * 3_600_000;

function wholeMs(value: number | null): number | null {
  if (value === null || !Number.isFinite(value) || value < 0 || value > maximumMs) return null;
  return Math.round(value);
}

interface Tally {
  count(utterance: Utterance): void;
  warn(warnings: WarningList, what: { code: string; says: (count: number) => string }): void;
}

function createTally(): Tally {
  let count = 0;
  let first: Utterance | null = null;
  return {
    count: (utterance) => {
      count += 1;
      first ??= utterance;
    },
    warn: (warnings, what) => {
      if (first === null) return;
      const place = first.line === null && first.startMs !== null ? ` The first is at ${first.startMs / 1000} s.` : '';
      warnings.add({ code: what.code, message: `${what.says(count)}${place}`, line: first.line });
    },
  };
}
