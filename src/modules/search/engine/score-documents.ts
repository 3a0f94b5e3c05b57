import type { Counted } from './count-words.ts';
import { rarityAmong, weighWords } from './weigh-words.ts';

/** BM25 of the whole document of each place that holds a word of the question, as far as its rows may be ranked. */
export function scoreDocuments({ counted, shares }: { counted: Counted; shares: readonly number[] }): Float32Array {
  const { memory, rows, places, columns } = counted;
  const lengths = new Float64Array(memory.documentCount);
  for (const row of rows) {
    const document = memory.documents[row] ?? 0;
    lengths[document] = (lengths[document] ?? 0) + (memory.lengths[row] ?? 0);
  }
  const totals = sumWords(counted);
  const weights = weighTerms({ totals, columns, shares, all: lengths.filter((length) => length > 0).length });
  const average = averageLength({ counted, lengths });
  const scores = new Float32Array(places.length);
  for (let at = 0; at < places.length; at += 1) {
    const document = memory.documents[rows[places[at] ?? 0] ?? 0] ?? 0;
    const length = lengths[document] ?? 0;
    scores[at] = weighWords({ counts: totals, from: document * columns, weights, length, average });
  }
  return scores;
}

/** How often each word stands in each document. */
function sumWords({ memory, rows, places, counts, columns }: Counted): Uint32Array {
  const totals = new Uint32Array(memory.documentCount * columns);
  for (const place of places) {
    const document = memory.documents[rows[place] ?? 0] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      const at = document * columns + column;
      totals[at] = (totals[at] ?? 0) + (counts[place * columns + column] ?? 0);
    }
  }
  return totals;
}

function weighTerms({
  totals,
  columns,
  shares,
  all,
}: {
  totals: Uint32Array;
  columns: number;
  shares: readonly number[];
  all: number;
}): number[] {
  const holding = new Uint32Array(columns);
  for (let at = 0; at < totals.length; at += 1) {
    if ((totals[at] ?? 0) > 0) holding[at % columns] = (holding[at % columns] ?? 0) + 1;
  }
  return shares.map((share, column) => share * rarityAmong({ holding: holding[column] ?? 0, all }));
}

/** That of the document of a row: records of the CRM are many and short, and would make a long one of every call. */
function averageLength({ counted, lengths }: { counted: Counted; lengths: Float64Array }): number {
  const { memory, rows } = counted;
  let total = 0;
  for (const row of rows) total += lengths[memory.documents[row] ?? 0] ?? 0;
  return total / rows.length;
}
