import type { ChunkMemory } from './chunk-memory.ts';
import type { FusedChunk } from './fuse.ts';

/** Of one call so many places are shown where no call was named, so that others are seen as well. */
const mostPerCall = 5;
/** What a place loses by one beside it that is shown before; less with each row between them. */
const lossBeside = 0.15;
const lossRows = 2;

/**
 * Picks the best places one by one. Each pick lowers those beside it in the same document, which mostly say the same: the
 * next place is rather another one. At most `limit`; of a call at most five unless it alone is asked about, of a record
 * one, as all of it is the same place.
 */
export function spreadPlaces({
  memory,
  ranked,
  limit,
  isOneCall,
}: {
  memory: ChunkMemory;
  /** Best first. */
  ranked: readonly FusedChunk[];
  limit: number;
  isOneCall: boolean;
}): FusedChunk[] {
  const left = ranked.map((place) => ({ place, score: place.score, document: memory.documents[place.row] ?? -1 }));
  const counts = new Map<number, number>();
  const picked: FusedChunk[] = [];
  while (picked.length < limit && left.length > 0) {
    const at = highest(left);
    const [pick] = left.splice(at, 1);
    if (pick === undefined) break;
    const { place, document } = pick;
    const before = counts.get(document) ?? 0;
    const most = memory.isOfCall(place.row) ? (isOneCall ? Number.POSITIVE_INFINITY : mostPerCall) : 1;
    if (before >= most) continue;
    counts.set(document, before + 1);
    picked.push(place);
    for (const other of left) {
      if (other.document !== document) continue;
      other.score -= lossBeside * Math.exp(-Math.abs(other.place.row - place.row) / lossRows);
    }
  }
  return picked;
}

/** Of equal ones the earlier. */
function highest(left: readonly { readonly score: number }[]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < left.length; at += 1) {
    const score = left[at]?.score ?? Number.NEGATIVE_INFINITY;
    if (score <= most) continue;
    best = at;
    most = score;
  }
  return best;
}
