const parts = 10_000;

/** Turns sizes into shares of four decimals that add up to exactly one ten thousandth ten thousand times. */
export function shareOut(sizes: readonly number[]): number[] {
  const whole = sizes.reduce((total, size) => total + size, 0);
  if (whole <= 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size / whole) * parts);
  const floors = exact.map(Math.floor);
  let left = parts - floors.reduce((total, floor) => total + floor, 0);
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((one, other) => other.rest - one.rest || one.index - other.index);
  for (const { index } of order) {
    if (left === 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    left -= 1;
  }
  return floors.map((floor) => floor / parts);
}
