import { type Embedder, normalize } from './embedder.ts';
import { loadWordRarity, type WordRarity } from './load-word-rarity.ts';
import { countTerms, hashTerm, stemsOf } from './terms.ts';

const dimensions = 256;
const placesPerTerm = 8;
const gramLength = 4;
const gramShare = 0.3;

/**
 * Sophia's own embedding, without a model and the same on every machine: each stem, and each run of four letters in it,
 * has a fixed pseudo-random direction; a text is the sum of them, each by how rare its stem is.
 */
export function createWordEmbedder(): Embedder {
  let rarity: WordRarity | null = null;
  return {
    model: 'sophia-words-1',
    dimensions,
    leastCosine: 0.25,
    likenessShare: 0.1,
    isLocal: true,
    embed: async (texts) => {
      const known = rarity ?? loadWordRarity();
      rarity = known;
      return texts.map((text) => embedText(text, known));
    },
  };
}

function embedText(text: string, rarity: WordRarity): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [stem, count] of countTerms(stemsOf(text))) {
    const weight = (1 + Math.log(count)) * rarity(stem);
    addDirection({ vector, term: stem, weight });
    const grams = gramsOf(stem);
    for (const gram of grams) {
      addDirection({ vector, term: `#${gram}`, weight: (gramShare * weight) / Math.sqrt(grams.length) });
    }
  }
  return normalize(vector);
}

/** Runs of letters, with the ends marked: words that are built alike share most of them. */
function gramsOf(stem: string): string[] {
  const marked = `<${stem}>`;
  return Array.from({ length: Math.max(0, marked.length - gramLength + 1) }, (_gram, place) =>
    marked.slice(place, place + gramLength),
  );
}

function addDirection({ vector, term, weight }: { vector: Float32Array; term: string; weight: number }): void {
  let hash = hashTerm(term);
  for (let place = 0; place < placesPerTerm; place += 1) {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 12;
    hash = Math.imul(hash, 0x297a2d39) >>> 0;
    const at = hash % dimensions;
    vector[at] = (vector[at] ?? 0) + ((hash >>> 20) & 1 ? weight : -weight);
  }
}
