import type { NumberToken } from '../number-tokens.ts';

const days = /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow)'s$/u;
const predicates = new Set(
  `good fine great perfect better best ok okay free open clear out full booked packed tight bad tough hard easier easy
   ideal tricky possible impossible doable cool wide not no a an the my our when what gonna going looking probably still
   also always really totally just too`.split(/\s+/u),
);

/**
 * The tokens, with `Wednesday's good` read as `Wednesday is good`; an owner's `Friday's meeting` stays one word. The
 * day keeps the place of the whole word, since a quote cuts no word in two.
 */
export function withoutContractions(tokens: readonly NumberToken[]): NumberToken[] {
  return tokens.flatMap((token, index) => {
    if (!days.test(token.lower) || !predicates.has(tokens[index + 1]?.lower ?? '')) return [token];
    return [
      { ...token, lower: token.lower.slice(0, -2) },
      { ...token, lower: 'is', start: token.end, initial: false, spaced: false },
    ];
  });
}
