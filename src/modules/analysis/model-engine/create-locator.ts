import type { Claim, Evidence, RefusalReason, RefusedClaim } from '#contracts';
import { fromData } from '#platform/llm';
import { claimFrom } from '../claims/claim-from.ts';
import { type Document, evidenceForRange } from '../language/index.ts';
import { type ComparableText, comparable, locateQuote } from '../verify/locate-quote.ts';
import type { ModelClaim } from './model-answer.ts';

/** The part of a proposed claim that says where it stands. */
export type ProposedPlace = Pick<ModelClaim, 'turn' | 'quote'> & { readonly speaker: string | null };

interface Range {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Finds what a model quoted in the stored turns, and notes what it could not find. */
export interface Locator {
  /** The claim with its quote as the turn has it, or null, and then `unlocated` has one more entry. */
  claim(options: { field: string; proposed: ModelClaim }): Claim | null;
  evidence(options: { field: string; proposed: ProposedPlace }): Evidence | null;
  readonly unlocated: readonly RefusedClaim[];
}

/**
 * A quote must stand in the turn that was named, in whole words, white space, case and punctuation aside: "I do" is not
 * in "I don't", nor 40 in 400. What is kept is the stored slice. The speaker must be the turn's own.
 */
export function createLocator({ document, rule }: { document: Document; rule: string }): Locator {
  const unlocated: RefusedClaim[] = [];
  const comparables = new Map<number, ComparableText>();
  function find({ field, proposed }: { field: string; proposed: ProposedPlace }): Range | null {
    const found = findRange({ document, comparables, proposed });
    if ('reason' in found) {
      const { turn, quote } = proposed;
      unlocated.push({ field, ...found, quote, turn: Number.isSafeInteger(turn) ? turn : null });
      return null;
    }
    return found;
  }
  return {
    unlocated,
    claim: ({ field, proposed }) => {
      const place = find({ field, proposed });
      if (place === null) return null;
      const confidence = Number.isFinite(proposed.confidence) ? proposed.confidence : 0;
      return claimFrom({ document, place, field, rule, confidence });
    },
    evidence: ({ field, proposed }) => {
      const place = find({ field, proposed });
      return place === null ? null : evidenceForRange(document, place);
    },
  };
}

function findRange(options: {
  document: Document;
  comparables: Map<number, ComparableText>;
  proposed: ProposedPlace;
}): Range | { reason: RefusalReason; detail: string } {
  const { document, comparables, proposed } = options;
  const turn = document.transcript.turns[proposed.turn];
  if (turn === undefined) {
    return { reason: 'turn_not_found', detail: `The call has ${document.transcript.turns.length} turns.` };
  }
  if (proposed.speaker !== null && !isSameName(proposed.speaker, turn.speaker)) {
    return {
      reason: 'speaker_mismatch',
      detail: `The model named ${proposed.speaker}; that turn is by ${turn.speaker}.`,
    };
  }
  const haystack = comparables.get(turn.turn) ?? comparable(turn.text);
  comparables.set(turn.turn, haystack);
  for (const quote of new Set([proposed.quote, fromData(proposed.quote)])) {
    const range = locateQuote({ haystack, original: turn.text, quote, near: 0 });
    if (range !== null) return { turn: turn.turn, ...withItsMarks({ text: turn.text, quote: quote.trim(), range }) };
  }
  return { reason: 'quote_not_found', detail: 'The turn does not contain these words.' };
}

/** The range with the quotation marks and the stop that the quote has too. */
function withItsMarks(options: { text: string; quote: string; range: { start: number; end: number } }): {
  start: number;
  end: number;
} {
  const { text, quote, range } = options;
  const start = range.start - Math.max(0, quote.search(/[\p{L}\p{N}\p{M}\p{Sc}%]/u));
  return start >= 0 && text.startsWith(quote, start) ? { start, end: start + quote.length } : range;
}

/** White space, case, punctuation and the escapes of the prompt aside. */
function isSameName(named: string, speaker: string): boolean {
  return comparable(fromData(named)).text === comparable(speaker).text;
}
