import type { SegmentTerms } from './segment-terms.ts';

/** How often each term of a vocabulary stood in a segment of the training corpus. */
export interface Background {
  readonly counts: Float64Array;
  readonly segmentCount: number;
  /** 1 for single words, 0 for pairs. */
  readonly isWord: Uint8Array;
}

export const informationFeatureNames: readonly string[] = [
  'rareWords',
  'meanRarity',
  'highestRarity',
  'themeWords',
  'themeLikeness',
  'newWords',
  'repeatedLater',
];

/** How much a segment tells: by the rarity of its words, and by how much they are what this call is about. */
export function informationFeaturesOf(terms: SegmentTerms, background: Background): Float64Array {
  const width = informationFeatureNames.length;
  const rows = new Float64Array(terms.count * width);
  const rarity = background.counts.map((count) => Math.log((background.segmentCount + 1) / (count + 1)));
  const { theme, length, last } = themeOf({ terms, background, rarity });
  const seen = new Set<number>();
  for (let row = 0; row < terms.count; row += 1) {
    const sums = { rare: 0, highest: 0, theme: 0, squares: 0, words: 0, fresh: 0, later: 0 };
    for (let place = terms.offsets[row] ?? 0; place < (terms.offsets[row + 1] ?? 0); place += 1) {
      const id = terms.ids[place] ?? 0;
      if (background.isWord[id] !== 1) {
        continue;
      }
      const value = rarity[id] ?? 0;
      sums.words += 1;
      sums.rare += value;
      sums.highest = Math.max(sums.highest, value);
      sums.theme += value * (theme[id] ?? 0);
      sums.squares += value * value;
      sums.fresh += seen.has(id) ? 0 : value;
      sums.later += (last[id] ?? 0) > row ? value : 0;
      seen.add(id);
    }
    const words = Math.max(sums.words, 1);
    rows.set(
      [
        Math.log1p(sums.rare),
        sums.rare / words / 4,
        sums.highest / 6,
        Math.log1p(sums.theme / 10),
        sums.squares === 0 ? 0 : (sums.theme / Math.sqrt(sums.squares) / length) * 5,
        Math.log1p(sums.fresh),
        Math.log1p(sums.later),
      ],
      row * width,
    );
  }
  return rows;
}

function themeOf(options: {
  readonly terms: SegmentTerms;
  readonly background: Background;
  readonly rarity: Float64Array;
}): { theme: Float64Array; last: Float64Array; length: number } {
  const { terms, background, rarity } = options;
  const theme = new Float64Array(rarity.length);
  const last = new Float64Array(rarity.length).fill(-1);
  for (let row = 0; row < terms.count; row += 1) {
    for (let place = terms.offsets[row] ?? 0; place < (terms.offsets[row + 1] ?? 0); place += 1) {
      const id = terms.ids[place] ?? 0;
      if (background.isWord[id] === 1) {
        theme[id] = (theme[id] ?? 0) + (rarity[id] ?? 0);
        last[id] = row;
      }
    }
  }
  const length = Math.sqrt(theme.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { theme, last, length };
}
