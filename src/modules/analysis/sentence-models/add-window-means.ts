import type { Slot } from './slots.ts';

/** Adds to `target[i]` the mean of `values` over the slot's stretch around `i`, cut at the edges of the list. */
export function addWindowMeans(options: {
  readonly values: Float64Array;
  readonly slot: Slot;
  readonly target: Float64Array;
  readonly start: number;
  readonly end: number;
}): void {
  const { values, slot, target, start, end } = options;
  const size = slot.to - slot.from + 1;
  let sum = 0;
  for (let index = start + slot.from; index < start + slot.to; index += 1) {
    if (index >= start && index < end) {
      sum += values[index] ?? 0;
    }
  }
  for (let center = start; center < end; center += 1) {
    const entering = center + slot.to;
    if (entering >= start && entering < end) {
      sum += values[entering] ?? 0;
    }
    const leaving = center + slot.from - 1;
    if (center > start && leaving >= start && leaving < end) {
      sum -= values[leaving] ?? 0;
    }
    target[center] = (target[center] ?? 0) + sum / size;
  }
}
