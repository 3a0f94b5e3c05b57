import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChunkMemory } from './chunk-memory.ts';
import { admit } from './score-chunks.ts';
import { scoreWords } from './score-words.ts';
import { countTerms, packTerms, stemsOf } from './terms.ts';

interface Said {
  readonly call: string;
  readonly text: string;
  /** That of its call, by which it is found as well. */
  readonly title?: string;
}

const filler = 'Sunny weather outside, lunch soon, coffee afterward.';
const matter = 'The pricing worries our buyer: pricing, always pricing.';

function remember(said: readonly Said[]): ChunkMemory {
  const memory = new ChunkMemory(0);
  said.forEach(({ call, text, title = '' }, place) => {
    memory.add({
      chunkId: place + 1,
      documentId: call,
      callId: call,
      sides: 1,
      day: null,
      terms: packTerms(countTerms(stemsOf(`${text} ${title}`))),
      titleTerms: packTerms(countTerms(stemsOf(title))),
      vector: null,
    });
  });
  return memory;
}

function linesOf(call: string, texts: readonly string[]): Said[] {
  return texts.map((text) => ({ call, text }));
}

function linesUnder(title: string, texts: readonly string[]): Said[] {
  return linesOf('titled', texts).map((line) => ({ ...line, title }));
}

async function rank({ memory, chunkIds = null }: { memory: ChunkMemory; chunkIds?: ReadonlySet<number> | null }) {
  const rows = admit({
    memory,
    admission: { documentIds: null, chunkIds, withheld: new Set(), sides: 0, sinceDay: null, untilDay: null },
  });
  const terms = new Map([...new Set(stemsOf('pricing buyer'))].map((stem) => [stem, 1]));
  const scored = await scoreWords({ memory, rows, terms, limit: 50 });
  return scored.map(({ row, ...rest }) => ({ ...rest, chunkId: memory.chunkIds[row] }));
}

const mention = 'Pricing is on the list today.';
const far = Array.from({ length: 8 }, () => filler);

describe('scoreWords', () => {
  test('of two places that say the same, the one comes first beside which more is said of it', async () => {
    const memory = remember([
      ...linesOf('alone', [filler, mention, filler, ...far, matter]),
      ...linesOf('among', [filler, mention, matter, ...far, filler]),
    ]);
    const order = (await rank({ memory })).map(({ chunkId }) => chunkId);
    assert.ok(order.includes(2) && order.indexOf(14) < order.indexOf(2));
  });

  test('of two places that say the same, the one comes first whose call is about it', async () => {
    const memory = remember([
      ...linesOf('other', [mention, ...far, filler, filler]),
      ...linesOf('about', [mention, ...far, matter, matter]),
    ]);
    const order = (await rank({ memory })).map(({ chunkId }) => chunkId);
    assert.ok(order.includes(1) && order.indexOf(12) < order.indexOf(1));
  });

  test('what stands beside a place in another call does not lift it', async () => {
    const apart = remember([...linesOf('first', [...far, mention]), ...linesOf('second', [matter, ...far])]);
    const order = await rank({ memory: apart });
    const swapped = remember([...linesOf('first', [mention, ...far]), ...linesOf('second', [...far, matter])]);
    assert.deepEqual(
      order.map(({ score }) => score),
      (await rank({ memory: swapped })).map(({ score }) => score),
    );
  });

  test('rows that may not be ranked change nothing, beside a place or elsewhere in its call', async () => {
    const open = linesOf('call', [mention, filler, filler]);
    const memory = remember([
      ...open,
      ...linesOf('call', [matter, matter, ...far, matter]),
      ...linesOf('kept', [matter, matter]),
      ...linesOf('other', [matter, filler]),
    ]);
    const admitted = new Set([1, 2, 3, memory.rows - 1, memory.rows]);
    const without = await rank({ memory: remember([...open, ...linesOf('other', [matter, filler])]) });
    assert.deepEqual(
      (await rank({ memory, chunkIds: admitted })).map(({ score, coverage }) => ({ score, coverage })),
      without.map(({ score, coverage }) => ({ score, coverage })),
    );
  });

  test('a word that stands in every place of a call, as that of its title does, lifts none for being short', async () => {
    const memory = remember([
      ...linesOf('call', [`Buyer. ${filler} ${filler} ${filler}`, 'Buyer. Goodbye.']),
      ...linesOf('other', far),
    ]);
    const [first, second] = await rank({ memory });
    assert.deepEqual([first?.chunkId, second?.chunkId], [1, 2]);
    assert.equal(first?.score, second?.score);
  });

  test('a place without a word of the question is not among them, nor is anything among no rows', async () => {
    const memory = remember(linesOf('call', [matter, filler]));
    assert.deepEqual(
      (await rank({ memory })).map(({ chunkId, coverage }) => ({ chunkId, coverage })),
      [{ chunkId: 1, coverage: 1 }],
    );
    assert.deepEqual(await rank({ memory, chunkIds: new Set() }), []);
  });

  test('after rows were dropped and the rest moved together, the same is found', async () => {
    const kept = [...linesOf('one', [mention, matter]), ...linesOf('two', [mention, filler])];
    const gone = linesOf(
      'gone',
      Array.from({ length: 80 }, () => matter),
    );
    const memory = remember([...gone, ...kept]);
    memory.dropCall('gone');
    assert.equal(memory.rows, kept.length);
    assert.deepEqual(
      (await rank({ memory })).map(({ score }) => score),
      (await rank({ memory: remember(kept) })).map(({ score }) => score),
    );
  });

  test('a greeting in a call whose title has the words comes behind the place in another where they are said', async () => {
    const titled = Array.from({ length: 12 }, (_, at) => (at === 0 ? 'Hi.' : filler));
    const memory = remember([
      ...linesUnder('Pricing for the buyer', titled),
      ...linesOf('plain', [...far, 'For the buyer the pricing is too high.', filler]),
    ]);
    const order = (await rank({ memory })).map(({ chunkId, coverage }) => ({ chunkId, coverage }));
    assert.deepEqual(order[0], { chunkId: titled.length + far.length + 1, coverage: 1 });
    assert.deepEqual(order[1]?.coverage, 0);
    assert.equal(order.length, titled.length + 1);
  });

  test('in a call whose title has the words, the place comes first where they are said as well', async () => {
    const memory = remember(linesUnder('Pricing, buyer', [...far, 'They asked for pricing of the buyer.', filler]));
    const [first, second] = await rank({ memory });
    assert.deepEqual([first?.chunkId, first?.coverage, second?.coverage], [far.length + 1, 1, 0]);
  });

  test('a call that speaks of the matter in every place comes before an aside in another', async () => {
    const spoken = Array.from({ length: 4 }, (_, at) => `The buyer asked about pricing, ${at} times.`);
    const aside = 'Pricing is on the list today, said the buyer.';
    for (const title of ['Weekly', 'Pricing for the buyer']) {
      const memory = remember([...linesUnder(title, spoken), ...linesOf('other', [...far, aside, filler])]);
      const order = await rank({ memory });
      assert.deepEqual(
        order
          .slice(0, 4)
          .map(({ chunkId, coverage }) => [chunkId, coverage])
          .toSorted(),
        [
          [1, 1],
          [2, 1],
          [3, 1],
          [4, 1],
        ],
      );
    }
  });

  test('in a short call what is said in every place counts in each, and its title in none', async () => {
    const said = remember(linesOf('short', [mention, mention, mention]));
    assert.ok((await rank({ memory: said })).every(({ coverage }) => coverage > 0));
    const titled = remember(linesUnder('Pricing', [filler, filler]));
    assert.deepEqual(
      (await rank({ memory: titled })).map(({ coverage }) => coverage),
      [0, 0],
    );
  });
});
