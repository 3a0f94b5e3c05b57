const fillers = new Set(['um', 'uh', 'umm', 'uhm', 'er', 'erm', 'ah', 'mm', 'hmm', 'hm', 'mhm', 'eh']);

const expansions = new Map<string, readonly string[]>([
  ['gonna', ['going', 'to']],
  ['wanna', ['want', 'to']],
  ['gotta', ['got', 'to']],
  ['lemme', ['let', 'me']],
  ['cannot', ['can', "n't"]],
  ['ok', ['okay']],
  ["let's", ['let', "'s"]],
]);

/** The tokens that the models know: fillers gone, contractions split, numbers by their length. */
export function tokensOf(words: readonly string[]): string[] {
  const tokens: string[] = [];
  for (const word of words) {
    if (fillers.has(word)) {
      continue;
    }
    const expansion = expansions.get(word);
    if (expansion === undefined) {
      pushSplit(tokens, word);
    } else {
      tokens.push(...expansion);
    }
  }
  return tokens;
}

/** The terms of a token list: single tokens and pairs, with the edges of the segment marked. */
export function termsOf(tokens: readonly string[]): string[] {
  const terms: string[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    const first = tokens[start] ?? '';
    const second = tokens[start + 1] ?? '>';
    terms.push(first, `${first} ${second}`);
  }
  if (tokens.length > 0) {
    terms.push(`< ${tokens[0]}`);
  }
  return terms;
}

function pushSplit(tokens: string[], word: string): void {
  if (/^[$€£¥]?\d/u.test(word)) {
    tokens.push('0'.repeat(Math.min(word.replaceAll(/\D/gu, '').length, 4)));
    return;
  }
  const negation = /^(.+)n't$/.exec(word);
  if (negation?.[1] !== undefined) {
    tokens.push(negation[1], "n't");
    return;
  }
  const apostrophe = word.indexOf("'");
  if (apostrophe > 0) {
    tokens.push(word.slice(0, apostrophe), word.slice(apostrophe));
    return;
  }
  tokens.push(word);
}
