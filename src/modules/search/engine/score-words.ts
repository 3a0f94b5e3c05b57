import { setImmediate } from 'node:timers/promises';
import type { ChunkMemory } from './chunk-memory.ts';
import { type Counted, countWords } from './count-words.ts';
import { gatherDocuments } from './gather-documents.ts';
import { inSlices } from './in-slices.ts';
import { scoreAround } from './score-around.ts';
import { best, type ScoredChunk } from './score-chunks.ts';
import { scoreDocuments } from './score-documents.ts';
import { scoreOwn } from './score-own.ts';
import { rarityAmong } from './weigh-words.ts';
import { withoutTitles } from './without-titles.ts';

export interface WordScore extends ScoredChunk {
  /** The share of the weight of the question's words that stands there. */
  readonly coverage: number;
}

const mostTerms = 60;
/** What the rows around one, and the whole of its document, count beside itself: each as a share of the best. */
const aroundShare = 0.6;
const documentShare = 0.3;

/**
 * Each row that holds a word of the question by its BM25, that of the rows around it and that of its whole document, over
 * the rows that may be ranked; the best `limit` of them. The shares were chosen on the training meetings.
 */
export async function scoreWords(options: {
  readonly memory: ChunkMemory;
  readonly rows: Int32Array;
  readonly terms: ReadonlyMap<string, number>;
  readonly limit: number;
}): Promise<WordScore[]> {
  const { memory, rows, limit } = options;
  const terms = [...options.terms].slice(0, mostTerms);
  if (terms.length === 0 || rows.length === 0) return [];
  const shares = terms.map(([, share]) => share);
  const words = terms.map(([term]) => term);
  const counted = await countWords({ memory, rows, terms: words });
  const weights = Float64Array.from(
    shares,
    (share, column) => share * rarityAmong({ holding: counted.found[column] ?? 0, all: rows.length }),
  );
  await setImmediate();
  const documents = await gatherDocuments(counted);
  const said = await withoutTitles({ counted, documents, terms: words });
  const scores = await joinShares({
    own: await scoreOwn({ counted: said, documents, weights }),
    around: await scoreAround({ counted: said, weights }),
    whole: await scoreDocuments({ counted, documents, shares }),
  });
  return (await best({ scores, limit })).map(({ place: at, score }) => ({
    row: rows[counted.places[at] ?? 0] ?? 0,
    score,
    coverage: coverageOf({ counted: said, weights, at }),
  }));
}

async function joinShares({
  own,
  around,
  whole,
}: {
  own: Float32Array;
  around: Float32Array;
  whole: Float32Array;
}): Promise<Float32Array> {
  const scores = new Float32Array(own.length);
  const [bestOwn, bestAround, bestWhole] = [highest(own), highest(around), highest(whole)];
  await inSlices({
    count: scores.length,
    work: (from, end) => {
      for (let at = from; at < end; at += 1) {
        const ofOwn = Math.fround((own[at] ?? 0) / bestOwn);
        const withAround = Math.fround(ofOwn + (aroundShare * (around[at] ?? 0)) / bestAround);
        scores[at] = withAround + (documentShare * (whole[at] ?? 0)) / bestWhole;
      }
      return end;
    },
  });
  return scores;
}

/** Where all are 0, any other number: each is a share of nothing. */
function highest(scores: Float32Array): number {
  let most = 0;
  for (let at = 0; at < scores.length; at += 1) if ((scores[at] ?? 0) > most) most = scores[at] ?? 0;
  return most === 0 ? 1 : most;
}

function coverageOf({
  counted: { hits, hitEnds, found },
  weights,
  at,
}: {
  counted: Counted;
  weights: Float64Array;
  at: number;
}): number {
  let all = 0;
  let holding = 0;
  weights.forEach((weight, column) => {
    if ((found[column] ?? 0) > 0) all += weight;
  });
  for (const hit of hits.subarray(hitEnds[at - 1] ?? 0, hitEnds[at])) {
    if ((hit & 31) > 0) holding += weights[hit >>> 5] ?? 0;
  }
  return all === 0 ? 0 : Math.min(1, holding / all);
}
