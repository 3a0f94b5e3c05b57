import type { Counted } from './count-words.ts';
import type { Documents } from './gather-documents.ts';
import { inSlices } from './in-slices.ts';
import { rarityAmong, weighWords } from './weigh-words.ts';

/** BM25 of the whole document of each place that holds a word of the question, as far as its rows may be ranked. */
export async function scoreDocuments({
  counted,
  documents,
  shares,
}: {
  counted: Counted;
  documents: Documents;
  shares: readonly number[];
}): Promise<Float32Array> {
  const { lengths, order } = documents;
  const weights = await weighTerms({ counted, documents, shares });
  const average = averageLength({ documents, rows: counted.rows });
  const scores = new Float32Array(counted.places.length);
  await eachDocument({
    counted,
    documents,
    work: ({ number, start, end, counts }) => {
      const score = weighWords({ counts, weights, length: lengths[number] ?? 0, average });
      for (let next = start; next < end; next += 1) scores[order[next] ?? 0] = score;
    },
  });
  return scores;
}

/** Calls `work` for each document that holds a word, with how often each stands there and where its places are. */
async function eachDocument({
  counted,
  documents,
  work,
}: {
  counted: Counted;
  documents: Documents;
  work: (document: { number: number; start: number; end: number; counts: Uint32Array }) => void;
}): Promise<void> {
  const { order, ends } = documents;
  const counts = new Uint32Array(counted.columns);
  let number = 0;
  await inSlices({
    count: order.length,
    work: (from, end) => {
      let start = from;
      for (; start < end; number += 1) {
        const next = ends[number] ?? 0;
        if (next === start) continue;
        sumHits({ counted, order, start, end: next, counts });
        work({ number, start, end: next, counts });
        start = next;
      }
      return start;
    },
  });
}

function sumHits({
  counted: { hits, hitEnds },
  order,
  start,
  end,
  counts,
}: {
  counted: Counted;
  order: Int32Array;
  start: number;
  end: number;
  counts: Uint32Array;
}): void {
  counts.fill(0);
  for (let next = start; next < end; next += 1) {
    const at = order[next] ?? 0;
    const hitEnd = hitEnds[at] ?? 0;
    for (let hit = at === 0 ? 0 : (hitEnds[at - 1] ?? 0); hit < hitEnd; hit += 1) {
      const column = (hits[hit] ?? 0) >>> 5;
      counts[column] = (counts[column] ?? 0) + ((hits[hit] ?? 0) & 31);
    }
  }
}

async function weighTerms({
  counted,
  documents,
  shares,
}: {
  counted: Counted;
  documents: Documents;
  shares: readonly number[];
}): Promise<Float64Array> {
  const holding = new Uint32Array(counted.columns);
  await eachDocument({
    counted,
    documents,
    work: ({ counts }) => {
      for (let column = 0; column < counts.length; column += 1) {
        if ((counts[column] ?? 0) > 0) holding[column] = (holding[column] ?? 0) + 1;
      }
    },
  });
  let all = 0;
  for (let number = 0; number < documents.count; number += 1) if ((documents.lengths[number] ?? 0) > 0) all += 1;
  return Float64Array.from(shares, (share, column) => share * rarityAmong({ holding: holding[column] ?? 0, all }));
}

/** That of the document of a row: records of the CRM are many and short, and would make a long one of every call. */
function averageLength({
  documents: { count, lengths, rowsOf },
  rows,
}: {
  documents: Documents;
  rows: Int32Array;
}): number {
  let total = 0;
  for (let number = 0; number < count; number += 1) total += (lengths[number] ?? 0) * (rowsOf[number] ?? 0);
  return total / rows.length;
}
