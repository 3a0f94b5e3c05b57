import type { Document } from '../language/index.ts';

/** Content words compared on each side of a possible break, and between breaks; less in a short call. */
const widestWindow = 500;
const widestGap = 700;
/** Content words between two places that are looked at. */
const stride = 15;
/** A break stands out from the mean depth by this many standard deviations. */
const standsOut = 1;
const stemLength = 6;
/** Parts of the call in which the rarity of words is counted. */
const rarityParts = 40;

const commonWords = new Set(
  `the and for from with are was were been its it's this that these those you she they his her their our your him them has
   have had does did will would can could there here one two what which who when where how into than then also about out
   over after before other said says yeah okay like just think know mean right well really not yes kind sort get got going
   because but very more all any some don't see say thing things want need make lot good hmm i'm we're you're they're that's
   there's can't didn't doesn't let's we'll i'll gonna`.split(/\s+/u),
);

/**
 * Returns the turns at which a call passes to another subject, told by its words alone: where the words before and
 * after have least in common (TextTiling with rarer words counting more). Nothing is returned for short calls.
 */
export function findBreaks(document: Document): number[] {
  const { words, turnStarts } = contentWords(document);
  const gap = Math.min(widestGap, Math.max(60, Math.round(words.length / 4)));
  const window = Math.min(widestWindow, Math.max(40, Math.round(words.length / 6)));
  const candidates = candidateTurns(turnStarts);
  if (candidates.length < 3 || words.length < 2 * gap) return [];
  const rarity = rarityOf(words);
  const similarities = candidates.map(({ at }) => {
    const before = weigh(words.slice(Math.max(0, at - window), at), rarity);
    return cosine(before, weigh(words.slice(at, at + window), rarity));
  });
  return chooseBreaks({ candidates, depths: depthsOf(smooth(similarities)), gap, length: words.length });
}

interface Candidate {
  readonly turn: number;
  /** Content words before it. */
  readonly at: number;
}

function contentWords(document: Document): { words: string[]; turnStarts: number[] } {
  const words: string[] = [];
  const turnStarts = document.turnSentences.map(({ first, end }) => {
    const start = words.length;
    for (const sentence of document.sentences.slice(first, end)) {
      for (const { lower } of sentence.words) {
        if (lower.length > 2 && !/\d/u.test(lower) && !commonWords.has(lower)) words.push(lower.slice(0, stemLength));
      }
    }
    return start;
  });
  return { words, turnStarts };
}

function candidateTurns(turnStarts: readonly number[]): Candidate[] {
  const candidates: Candidate[] = [];
  turnStarts.forEach((at, turn) => {
    if (turn > 0 && at - (candidates.at(-1)?.at ?? -stride) >= stride) candidates.push({ turn, at });
  });
  return candidates;
}

function rarityOf(words: readonly string[]): Map<string, number> {
  const size = Math.max(1, Math.ceil(words.length / rarityParts));
  const counts = new Map<string, number>();
  for (let start = 0; start < words.length; start += size) {
    for (const word of new Set(words.slice(start, start + size))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map([...counts].map(([word, count]) => [word, Math.log(rarityParts / count) + 0.05] as const));
}

function weigh(words: readonly string[], rarity: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of counts) counts.set(word, (1 + Math.log(count)) * (rarity.get(word) ?? 0));
  return counts;
}

function cosine(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let shared = 0;
  let oneLength = 0;
  let otherLength = 0;
  for (const [word, weight] of one) {
    oneLength += weight * weight;
    shared += weight * (other.get(word) ?? 0);
  }
  for (const weight of other.values()) otherLength += weight * weight;
  return oneLength > 0 && otherLength > 0 ? shared / Math.sqrt(oneLength * otherLength) : 0;
}

function smooth(values: readonly number[]): number[] {
  return values.map((_, index) => {
    const near = values.slice(Math.max(0, index - 1), index + 2);
    return near.reduce((total, value) => total + value, 0) / near.length;
  });
}

/** How far the similarity climbs on both sides of a place. */
function depthsOf(similarities: readonly number[]): number[] {
  return similarities.map((similarity, index) => {
    let left = similarity;
    for (let at = index - 1; at >= 0 && (similarities[at] ?? 0) >= left; at -= 1) left = similarities[at] ?? left;
    let right = similarity;
    for (let at = index + 1; at < similarities.length && (similarities[at] ?? 0) >= right; at += 1) {
      right = similarities[at] ?? right;
    }
    return left + right - 2 * similarity;
  });
}

function chooseBreaks(input: {
  candidates: readonly Candidate[];
  depths: readonly number[];
  gap: number;
  length: number;
}): number[] {
  const { candidates, depths, gap, length } = input;
  const mean = depths.reduce((total, depth) => total + depth, 0) / depths.length;
  const deviation = Math.sqrt(depths.reduce((total, depth) => total + (depth - mean) ** 2, 0) / depths.length);
  const chosen: Candidate[] = [];
  const ranked = candidates
    .map((candidate, index) => ({ candidate, depth: depths[index] ?? 0 }))
    .filter(({ depth }) => depth > mean + standsOut * deviation)
    .sort((one, other) => other.depth - one.depth || one.candidate.turn - other.candidate.turn);
  for (const { candidate } of ranked) {
    const isInside = candidate.at >= gap / 2 && length - candidate.at >= gap / 2;
    if (isInside && chosen.every((other) => Math.abs(other.at - candidate.at) >= gap)) chosen.push(candidate);
  }
  return chosen.map(({ turn }) => turn).sort((one, other) => one - other);
}
