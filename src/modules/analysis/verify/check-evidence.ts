import type { Evidence, RefusalReason, Side } from '#contracts';
import { evidenceFrom } from '../claims/claim-from.ts';
import type { Document } from '../language/document.ts';
import { type ComparableText, comparable, isWholeWords, locateQuote } from './locate-quote.ts';
import { cutPolarity } from './polarity.ts';

/** What a field demands of the evidence that stands in it. */
export interface EvidencePolicy {
  readonly field: string;
  /** Whose voice it must be; null where either may say it. */
  readonly side: Side | null;
  /** Whether the quote states something, so that a negation or hedge must not be cut off. */
  readonly statement: boolean;
}

export interface Refusal {
  readonly reason: RefusalReason;
  readonly detail: string;
}

export type Check = { readonly evidence: Evidence; readonly refusal: null } | { readonly refusal: Refusal };

export interface EvidenceChecker {
  check(options: { evidence: Evidence; policy: EvidencePolicy }): Check;
}

/**
 * Checks evidence against the stored turns of one call, without a model. Returns the evidence with its range and
 * quote as they stand in the turn, or the reason why it is refused.
 */
export function createEvidenceChecker({ document }: { document: Document }): EvidenceChecker {
  const comparables = new Map<number, ComparableText>();
  function comparableTurn(turn: number, text: string): ComparableText {
    const known = comparables.get(turn) ?? comparable(text);
    comparables.set(turn, known);
    return known;
  }
  return {
    check: ({ evidence, policy }) => {
      const turn = document.transcript.turns[evidence.turn];
      if (turn === undefined) {
        return refused('turn_not_found', `The call has ${document.transcript.turns.length} turns.`);
      }
      if (turn.speaker !== evidence.speaker || turn.side !== evidence.side) {
        return refused('speaker_mismatch', `That turn is by ${turn.speaker} (${turn.side}).`);
      }
      if (policy.side !== null && turn.side !== policy.side) {
        return refused('wrong_side', `Only the ${policy.side} side can say this; the speaker is ${turn.side}.`);
      }
      const exact =
        turn.text.slice(evidence.start, evidence.end) === evidence.quote &&
        isWholeWords({ text: turn.text, start: evidence.start, end: evidence.end });
      const range = exact
        ? { start: evidence.start, end: evidence.end }
        : locateQuote({
            haystack: comparableTurn(evidence.turn, turn.text),
            original: turn.text,
            quote: evidence.quote,
            near: evidence.start,
          });
      if (range === null || evidence.quote === '') {
        return refused('quote_not_found', 'The turn does not contain these words.');
      }
      const cut = policy.statement ? cutAt({ document, turn: evidence.turn, range }) : null;
      if (cut !== null) {
        return refused(cut, 'The quote leaves out words of its sentence that turn or weaken its meaning.');
      }
      const placed = exact
        ? evidence
        : { ...evidence, ...evidenceFrom({ document, place: { turn: evidence.turn, ...range } }) };
      return { evidence: placed, refusal: null };
    },
  };
}

function cutAt({
  document,
  turn,
  range,
}: {
  document: Document;
  turn: number;
  range: { start: number; end: number };
}): 'negation_cut' | 'hedge_cut' | null {
  const text = document.transcript.turns[turn]?.text ?? '';
  const sentences = document.turnSentences[turn] ?? { first: 0, end: 0 };
  let start = range.start;
  let end = range.end;
  for (let index = sentences.first; index < sentences.end; index += 1) {
    const sentence = document.sentences[index];
    if (sentence === undefined || sentence.end <= range.start || sentence.start >= range.end) continue;
    start = Math.min(start, sentence.start);
    end = Math.max(end, sentence.end);
  }
  return cutPolarity({ sentence: text.slice(start, end), start: range.start - start, end: range.end - start });
}

function refused(reason: RefusalReason, detail: string): Check {
  return { refusal: { reason, detail } };
}
