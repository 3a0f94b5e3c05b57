import type { Claim, Evidence } from '#contracts';
import type { Document, Sentence } from '../language/document.ts';

/** A place in one turn: UTF-16 units of the turn's text, [start, end). */
export interface Place {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

export interface ClaimParts {
  readonly document: Document;
  /** A sentence, or a smaller or larger part of one turn. */
  readonly place: Place;
  /** The list the claim stands in, such as `objection`; the id is made of it and the place. */
  readonly field: string;
  /** The rule that found it, such as `objection.price`. */
  readonly rule: string;
  /** 0 to 1; kept to two decimals so that the same finding gives the same bytes on every machine. */
  readonly confidence: number;
}

/** A claim with its quote cut from the stored turn. */
export function claimFrom({ document, place, field, rule, confidence }: ClaimParts): Claim {
  return {
    ...evidenceFrom({ document, place }),
    id: `${field}:${place.turn}:${place.start}-${place.end}`,
    confidence: roundConfidence(confidence),
    rule,
  };
}

/** The evidence for a place; throws a RangeError when the turn does not reach that far. */
export function evidenceFrom({ document, place }: { document: Document; place: Place }): Evidence {
  const turn = document.transcript.turns[place.turn];
  if (turn === undefined || place.start < 0 || place.end > turn.text.length || place.start >= place.end) {
    throw new RangeError(`No text at turn ${place.turn}, ${place.start} to ${place.end}.`);
  }
  const { first, last } = sentencesAt({ document, place });
  return {
    quote: turn.text.slice(place.start, place.end),
    turn: place.turn,
    start: place.start,
    end: place.end,
    speaker: turn.speaker,
    side: turn.side,
    sentence: `${place.turn}.${first?.sentence ?? 0}`,
    startMs: first?.startMs ?? turn.startMs,
    endMs: last?.endMs ?? turn.endMs,
  };
}

function sentencesAt({ document, place }: { document: Document; place: Place }): {
  first: Sentence | undefined;
  last: Sentence | undefined;
} {
  const range = document.turnSentences[place.turn];
  let first: Sentence | undefined;
  let last: Sentence | undefined;
  if (range === undefined) return { first, last };
  for (let index = range.first; index < range.end; index += 1) {
    const sentence = document.sentences[index];
    if (sentence === undefined || sentence.end <= place.start) continue;
    if (sentence.start >= place.end) break;
    first ??= sentence;
    last = sentence;
  }
  return { first, last };
}

function roundConfidence(confidence: number): number {
  return Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100;
}
