import type { Span } from '../view/span-turns.ts';

/** The width that strips are drawn in; the page stretches them. */
export const stripWidth = 10_000;

/** A part of the call as a percentage for an SVG coordinate, with two decimals at most. */
export function percent(part: number): string {
  return `${Math.round(part * 10_000) / 100}%`;
}

/** One path of boxes, a box for each span; neighbors that touch become one. */
export function boxPath(spans: readonly Span[]): string {
  const boxes: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const [left, right] = [
      Math.round(from * stripWidth),
      Math.max(Math.round(to * stripWidth), Math.round(from * stripWidth) + 8),
    ];
    const last = boxes.at(-1);
    if (last !== undefined && left <= last.to) last.to = Math.max(last.to, right);
    else boxes.push({ from: left, to: right });
  }
  return boxes.map(({ from, to }) => `M${from} 0h${to - from}v1h${from - to}z`).join('');
}

/** At most about seven round moments for the axis of a call, in milliseconds. */
export function axisMoments(lengthMs: number): number[] {
  const steps = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((seconds) => seconds * 1000);
  const step = steps.find((candidate) => lengthMs / candidate <= 7) ?? 14_400_000;
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, place) => place * step).filter(
    (moment) => moment <= lengthMs * 0.97,
  );
}
