import type { NumberToken } from '../number-tokens.ts';

const hesitations = new Set(['um', 'uh', 'uhm', 'umm', 'er', 'erm', 'hm', 'hmm']);

/** The tokens, with `Thursday the, um, the first` read as `Thursday the first`. */
export function withoutHesitations(tokens: readonly NumberToken[]): readonly NumberToken[] {
  if (!tokens.some(({ lower }) => hesitations.has(lower))) return tokens;
  const kept: NumberToken[] = [];
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index];
    if (token === undefined) break;
    index += 1;
    if (!hesitations.has(token.lower)) {
      kept.push(token);
      continue;
    }
    if (kept.at(-1)?.lower === ',') kept.pop();
    if (tokens[index]?.lower === ',') index += 1;
    if (kept.at(-1)?.lower === tokens[index]?.lower) index += 1;
  }
  return kept;
}
