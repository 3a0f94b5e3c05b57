import type { Counted } from './count-words.ts';
import { rarityAmong, weighWords } from './weigh-words.ts';

/** BM25 of the whole document of each row that holds a word of the question, as far as its rows may be ranked. */
export function scoreDocuments({ counted, own }: { counted: Counted; own: Float32Array }): Float32Array {
  const { memory, rows, counts, columns, shares } = counted;
  const totals = new Float64Array(memory.documentCount * columns);
  const lengths = new Float64Array(memory.documentCount);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const document = memory.documents[row] ?? 0;
    lengths[document] = (lengths[document] ?? 0) + (memory.lengths[row] ?? 0);
    if (own[place] === 0) continue;
    for (let column = 0; column < columns; column += 1) {
      const at = document * columns + column;
      totals[at] = (totals[at] ?? 0) + (counts[place * columns + column] ?? 0);
    }
  }
  const weights = weighTerms({ totals, columns, shares, all: lengths.filter((length) => length > 0).length });
  const average = averageLength({ counted, lengths });
  const scoreOf = new Float64Array(memory.documentCount).fill(Number.NaN);
  const scores = new Float32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    if (own[place] === 0) continue;
    const document = memory.documents[rows[place] ?? 0] ?? 0;
    const length = lengths[document] ?? 0;
    if (Number.isNaN(scoreOf[document])) {
      scoreOf[document] = weighWords({ counts: totals, from: document * columns, weights, length, average });
    }
    scores[place] = scoreOf[document] ?? 0;
  }
  return scores;
}

function weighTerms({
  totals,
  columns,
  shares,
  all,
}: {
  totals: Float64Array;
  columns: number;
  shares: readonly number[];
  all: number;
}): number[] {
  const holding = new Float64Array(columns);
  totals.forEach((total, at) => {
    if (total > 0) holding[at % columns] = (holding[at % columns] ?? 0) + 1;
  });
  return shares.map((share, column) => share * rarityAmong({ holding: holding[column] ?? 0, all }));
}

/** Of the document of a row: records of the CRM are many and short, and would make every call a long one. */
function averageLength({ counted, lengths }: { counted: Counted; lengths: Float64Array }): number {
  const { memory, rows } = counted;
  return rows.reduce((sum, row) => sum + (lengths[memory.documents[row] ?? 0] ?? 0), 0) / rows.length;
}
