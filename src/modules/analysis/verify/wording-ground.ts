import type { Document } from '../language/document.ts';
import { type CallFacts, createCallFacts, type FactPlace } from './facts.ts';

/** A quote with its place, as far as a wording is held against it. */
export interface QuotedPlace extends FactPlace {
  readonly quote: string;
}

/** What a wording may draw on besides the quote it stands beside. */
export interface WordingGround {
  readonly facts: CallFacts;
  /** Who takes part. */
  readonly people: readonly string[];
  /** What the call is called; it may name a company that nobody says aloud. */
  readonly title: string;
  /** The words that the call writes without a capital: no names. */
  readonly plainWords: ReadonlySet<string>;
}

/** What the wordings of one call are checked against. */
export function createWordingGround(options: { document: Document; currency: string }): WordingGround {
  const { transcript, sentences } = options.document;
  const { title, parties, turns } = transcript;
  const people = [...parties.map(({ name }) => name), ...turns.map(({ speaker }) => speaker)];
  return {
    facts: createCallFacts(options),
    people: [...new Set(people)],
    title: title ?? '',
    plainWords: new Set(
      sentences.flatMap(({ words }) => words.flatMap(({ text, lower }) => (text === lower ? [lower] : []))),
    ),
  };
}
