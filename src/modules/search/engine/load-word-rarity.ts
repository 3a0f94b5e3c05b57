import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** How many stretches of the training meetings hold a stem, as it stands in `weights/word-rarity.json`. */
export const WordRarityFile = z.strictObject({
  format: z.literal('sophia.word-rarity/1'),
  provenance: z.strictObject({
    corpus: z.string(),
    source: z.string(),
    licence: z.string(),
    attribution: z.string(),
    command: z.string(),
    date: z.iso.date(),
    meetings: z.int(),
  }),
  stretches: z.int().min(1),
  stems: z.record(z.string(), z.int().min(1)),
});
export type WordRarityFile = z.infer<typeof WordRarityFile>;

/** Says how rare a stem is; one that was never seen is the rarest. */
export type WordRarity = (stem: string) => number;

/** Reads the committed counts. Throws `internal.unexpected` where the file is damaged. */
export function loadWordRarity(): WordRarity {
  const file = new URL('../weights/word-rarity.json', import.meta.url);
  const parsed = WordRarityFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new SophiaError(
      'internal.unexpected',
      'The file word-rarity.json is not in its format: write it again with scripts/train.',
      { cause: parsed.error },
    );
  }
  const { stretches } = parsed.data;
  const counts = new Map(Object.entries(parsed.data.stems));
  return (stem) => Math.log(1 + stretches / (1 + (counts.get(stem) ?? 0)));
}
