import type { Document } from '../language/index.ts';

/**
 * The document as if these sentences had not been said. The turns, and so every offset, stay as they are; the other
 * sentences keep their numbers in their turns and are counted anew over the call.
 */
export function withoutSentences({
  document,
  indexes,
}: {
  document: Document;
  indexes: ReadonlySet<number>;
}): Document {
  if (indexes.size === 0) return document;
  const kept = document.sentences.filter((sentence) => !indexes.has(sentence.index));
  const sentences = kept.map((sentence, index) => ({ ...sentence, index }));
  let end = 0;
  const turnSentences = document.turnSentences.map((_range, turn) => {
    const first = end;
    while (sentences[end]?.turn === turn) end += 1;
    return { first, end };
  });
  return { ...document, sentences, turnSentences };
}
