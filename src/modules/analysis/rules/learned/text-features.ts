import type { SpanName, Tokens } from '../matcher/index.ts';

/** Spans that stand for themselves in a feature: which sum or day it was says nothing. */
const spoken: readonly SpanName[] = ['money', 'date', 'competitor', 'product', 'person', 'number'];
const endings = /(?:ing|ed|es|s|ly)$/u;
const fewestLetters = 5;

/**
 * Returns what the words of a sentence say to the sales models: single words without their endings, pairs and triples
 * of words, the opening, the length and whether it asks. Sums, days and names are told by their kind only.
 */
export function textFeaturesOf(tokens: Tokens): string[] {
  const words = withSpans(tokens);
  const features = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const [first = '', second, third] = words.slice(at, at + 3);
    features.add(`w:${stem(first)}`);
    if (second !== undefined) features.add(`b:${first} ${second}`);
    if (second !== undefined && third !== undefined) features.add(`t:${first} ${second} ${third}`);
  }
  features.add(`o:${words.slice(0, 2).join(' ')}`);
  features.add(`l:${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`);
  if (tokens.sentence.hasQuestionMark) features.add('q:?');
  return [...features];
}

function withSpans(tokens: Tokens): string[] {
  const words: string[] = [];
  for (let at = 0; at < tokens.forms.length; ) {
    const name = spoken.find((span) => tokens.spans.get(span)?.has(at));
    const end = name === undefined ? undefined : tokens.spans.get(name)?.get(at);
    words.push(name === undefined ? (tokens.forms[at] ?? '') : `<${name}>`);
    at = end ?? at + 1;
  }
  return words;
}

function stem(word: string): string {
  return word.length < fewestLetters ? word : word.replace(endings, '');
}
