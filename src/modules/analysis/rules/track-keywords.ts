import type { TrackerDefinition, TrackerResult } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import { type Document, findWords, type Sentence } from '../language/index.ts';

type KeywordTracker = Extract<TrackerDefinition, { kind: 'keyword' }>;

/** A word that phrases go through; `trackers` are those of which a phrase ends here. */
interface WordNode {
  readonly next: Map<string, WordNode>;
  readonly trackers: number[];
}

/**
 * Returns the hits of keyword trackers by whole words, case aside, in one pass over the call for all of them: the time
 * grows with the words of the call and the hits, not with the number of trackers. Question trackers are left to an
 * engine with a model.
 */
export function trackKeywords(options: {
  document: Document;
  trackers: readonly TrackerDefinition[];
}): TrackerResult[] {
  const { document } = options;
  const trackers = options.trackers.filter((tracker) => tracker.kind === 'keyword');
  const root = compilePhrases(trackers);
  const hits = trackers.map((): Hit[] => []);
  if (root.next.size > 0) for (const sentence of document.sentences) visit({ sentence, root, trackers, hits });
  return trackers.map((tracker, index) => ({
    name: tracker.name,
    kind: 'keyword',
    hits: longestOnly(hits[index] ?? []).map((place) =>
      claimFrom({ document, place, field: `tracker:${tracker.name}`, rule: 'tracker.keyword', confidence: 1 }),
    ),
  }));
}

interface Hit {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

function compilePhrases(trackers: readonly KeywordTracker[]): WordNode {
  const root: WordNode = { next: new Map(), trackers: [] };
  trackers.forEach((tracker, index) => {
    for (const phrase of tracker.phrases) {
      const words = findWords(phrase);
      if (words.length === 0) continue;
      const end = words.reduce((node, word) => childOf(node, word.lower), root);
      if (end.trackers.at(-1) !== index) end.trackers.push(index);
    }
  });
  return root;
}

function childOf(node: WordNode, word: string): WordNode {
  const known = node.next.get(word);
  if (known !== undefined) return known;
  const child: WordNode = { next: new Map(), trackers: [] };
  node.next.set(word, child);
  return child;
}

function visit(options: {
  sentence: Sentence;
  root: WordNode;
  trackers: readonly KeywordTracker[];
  hits: readonly Hit[][];
}): void {
  const { sentence, root, trackers, hits } = options;
  const { words } = sentence;
  for (let from = 0; from < words.length; from += 1) {
    let node: WordNode | undefined = root;
    for (let to = from; node !== undefined && to < words.length; to += 1) {
      const word: string = words[to]?.lower ?? '';
      node = node.next.get(word) ?? node.next.get(word.replace(/'s$/u, ''));
      for (const index of node?.trackers ?? []) {
        const side = trackers[index]?.side ?? null;
        if (side !== null && side !== sentence.side) continue;
        const place = { turn: sentence.turn, start: words[from]?.start ?? 0, end: words[to]?.end ?? 0 };
        hits[index]?.push(place);
      }
    }
  }
}

/** Of hits of one tracker that overlap, the one that begins first and is longest. */
function longestOnly(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits) {
    const last = kept.at(-1);
    if (last === undefined || hit.turn !== last.turn || hit.start >= last.end) kept.push(hit);
    else if (hit.start === last.start && hit.end > last.end) kept[kept.length - 1] = hit;
  }
  return kept;
}
