import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ChunkMemory } from './chunk-memory.ts';
import { rowsPerSlice } from './in-slices.ts';
import { admit } from './score-chunks.ts';
import { scoreWords } from './score-words.ts';
import { packTerms } from './terms.ts';
import { normOf, rarityAmong, weighWord, weighWords } from './weigh-words.ts';

interface Text {
  readonly document: string;
  /** How often each word stands there. */
  readonly words: ReadonlyMap<string, number>;
}

interface Asked {
  readonly texts: readonly Text[];
  /** How often each word stands in the title of a document, by which its texts are found as well. */
  readonly titles: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Places in `texts`, in order. */
  readonly admitted: readonly number[];
  readonly terms: ReadonlyMap<string, number>;
}

/** A text with how often each word stands there beyond the title of its call. */
interface Heard extends Text {
  readonly said: ReadonlyMap<string, number>;
}

/** What the ranking by words is to find, text by text and without anything that makes it fast. */
function scoreByDefinition({ texts, titles, admitted, terms }: Asked): { row: number; score: number }[] {
  const own = admitted
    .map((row) => texts[row] ?? { document: '', words: new Map<string, number>() })
    .map((text) => withoutTitle(text, titles.get(text.document)));
  const words = [...terms.keys()];
  const ofDocument = Map.groupBy(own, ({ document }) => document);
  const shares = [...terms.values()];
  const weights = weightsAmong({ groups: own.map((text) => [text]), words, shares });
  const filled = [...ofDocument.values()].filter((parts) => lengthOf(parts) > 0);
  const stretches = own.map((_text, place) => stretchAround({ own, admitted, place }));
  const average = Math.max(1, lengthOf(own) / own.length);
  const parts = [
    own.map((text) => scoreOwnText({ text, beside: ofDocument.get(text.document) ?? [], words, weights, average })),
    scoreGroups({ groups: stretches, words, weights, isSaid: true }),
    scoreGroups({
      groups: own.map(({ document }) => ofDocument.get(document) ?? []),
      words,
      weights: weightsAmong({ groups: filled, words, shares }),
    }),
  ];
  const holding = own.map((text) => words.some((word) => text.words.has(word)));
  const scores = new Float32Array(own.length);
  for (const [index, share] of [1, 0.6, 0.3].entries()) {
    const part = Float32Array.from(parts[index] ?? [], (score, place) => (holding[place] === true ? score : 0));
    const highest = Math.max(...part);
    if (highest > 0) part.forEach((score, place) => (scores[place] = (scores[place] ?? 0) + (share * score) / highest));
  }
  return admitted
    .map((row, place) => ({ row, score: scores[place] ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.row - right.row);
}

function withoutTitle(text: Text, title: ReadonlyMap<string, number> = new Map()): Heard {
  const said = [...text.words].map(([word, count]) => [word, Math.max(0, count - (title.get(word) ?? 0))] as const);
  return { ...text, said: new Map(said) };
}

function lengthOf(texts: readonly Text[]): number {
  return texts.reduce((sum, { words }) => sum + [...words.values()].reduce((all, count) => all + count, 0), 0);
}

function countsSaid(texts: readonly Heard[], words: readonly string[]): Uint32Array {
  return Uint32Array.from(words, (word) => texts.reduce((sum, text) => sum + (text.said.get(word) ?? 0), 0));
}

function countsIn(texts: readonly Text[], words: readonly string[]): Uint32Array {
  return Uint32Array.from(words, (word) => texts.reduce((sum, text) => sum + (text.words.get(word) ?? 0), 0));
}

function weightsAmong(options: {
  groups: readonly (readonly Text[])[];
  words: readonly string[];
  shares: readonly number[];
}): Float64Array {
  const { groups, words, shares } = options;
  return Float64Array.from(words, (word, column) => {
    const holding = groups.filter((texts) => texts.some((text) => text.words.has(word))).length;
    return (shares[column] ?? 0) * rarityAmong({ holding, all: groups.length });
  });
}

function stretchAround(options: { own: readonly Heard[]; admitted: readonly number[]; place: number }): Heard[] {
  const { own, admitted, place } = options;
  const row = admitted[place] ?? 0;
  function isBeside(other: number): boolean {
    return own[other]?.document === own[place]?.document && Math.abs((admitted[other] ?? Infinity) - row) <= 3;
  }
  let [first, end] = [place, place + 1];
  while (first > 0 && isBeside(first - 1)) first -= 1;
  while (end < own.length && isBeside(end)) end += 1;
  return own.slice(first, end);
}

function scoreOwnText(options: {
  text: Heard;
  beside: readonly Text[];
  words: readonly string[];
  weights: Float64Array;
  average: number;
}): number {
  const { text, beside, words, weights, average } = options;
  return words.reduce((sum, word, column) => {
    const count = text.said.get(word) ?? 0;
    if (count === 0) return sum;
    const isOfDocument = beside.length > 1 && beside.every((other) => other.words.has(word));
    const norm = normOf(isOfDocument ? 1 : lengthOf([text]) / average);
    return sum + (weights[column] ?? 0) * weighWord(count, norm);
  }, 0);
}

function scoreGroups(options: {
  groups: readonly (readonly Heard[])[];
  words: readonly string[];
  weights: Float64Array;
  isSaid?: boolean;
}): number[] {
  const { groups, words, weights, isSaid = false } = options;
  const average = groups.reduce((sum, texts) => sum + lengthOf(texts), 0) / groups.length;
  return groups.map((texts) =>
    weighWords({
      counts: isSaid ? countsSaid(texts, words) : countsIn(texts, words),
      weights,
      length: lengthOf(texts),
      average,
    }),
  );
}

async function assertAsDefined({ texts, titles, admitted, terms }: Asked): Promise<void> {
  const memory = new ChunkMemory(0);
  texts.forEach(({ document, words }, row) => {
    const chunk = { chunkId: row + 1, documentId: document, callId: document, sides: 1, day: null, vector: null };
    memory.add({ ...chunk, terms: packTerms(words), titleTerms: packTerms(titles.get(document) ?? new Map()) });
  });
  const chunkIds = new Set(admitted.map((row) => row + 1));
  const rows = admit({
    memory,
    admission: { documentIds: null, chunkIds, withheld: new Set(), sides: 0, sinceDay: null, untilDay: null },
  });
  const scored = await scoreWords({ memory, rows, terms, limit: texts.length });
  assert.deepEqual(
    scored.map(({ row, score }) => ({ row, score })),
    scoreByDefinition({ texts, titles, admitted, terms }),
  );
}

const someWords = ['price', 'buyer', 'rollout', 'title', 'lunch', 'sun'];

describe('the scores of words', () => {
  test('are those of their definition, whatever is said where and whatever may be ranked', async () => {
    const words = fc
      .dictionary(fc.constantFrom(...someWords), fc.integer({ min: 1, max: 9 }))
      .map((counts) => new Map(Object.entries(counts)));
    const text = fc.record({
      document: fc.constantFrom('one', 'one', 'one', 'two', 'three'),
      words,
      isAdmitted: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn > 0),
    });
    const terms = fc.uniqueArray(fc.constantFrom(...someWords), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 40 }), words, terms, async (texts, title, asked) => {
        const admitted = texts.flatMap(({ isAdmitted }, row) => (isAdmitted ? [row] : []));
        const titles = new Map([['one', title]]);
        const shares = new Map(asked.map((word, place) => [word, 1 / (1 + place)]));
        await assertAsDefined({ texts, titles, admitted, terms: shares });
      }),
    );
  });

  test('are those of their definition over several slices, also where a document stands across their border', async () => {
    const texts = Array.from({ length: 2 * rowsPerSlice + 100 }, (_text, row): Text => {
      const words = someWords.filter((_word, place) => (row * 7919 + place * 104_729) % (place + 2) === 0);
      return {
        document: `call${Math.floor((row + 5) / 9)}`,
        words: new Map(words.map((word) => [word, 1 + (row % 4)])),
      };
    });
    const admitted = texts.flatMap((_text, row) => (row % 11 === 0 ? [] : [row]));
    const terms = new Map([
      ['price', 1],
      ['rollout', 0.5],
      ['sun', 1],
    ]);
    const titles = new Map([['call7', new Map([['price', 2]])]]);
    await assertAsDefined({ texts, titles, admitted, terms });
  });
});
