/** A word, number, currency sign or mark of a text; `start` and `end` are UTF-16 units of that text. */
export interface NumberToken {
  /** Lower case, straight apostrophes. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** Whether it stands in capitals only. */
  readonly capitals: boolean;
  /** Whether it begins with a capital. */
  readonly initial: boolean;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

const tokenPattern = /\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|\p{Sc}|[^\s]/gu;

/** Returns the tokens of a text that numbers, amounts and dates are read from. */
export function numberTokens(text: string): NumberToken[] {
  const tokens: NumberToken[] = [];
  let last = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const start = match.index;
    const end = start + match[0].length;
    tokens.push({
      lower: match[0].toLowerCase().replaceAll('’', "'"),
      start,
      end,
      capitals: /^\p{Lu}+$/u.test(match[0]),
      initial: /^\p{Lu}/u.test(match[0]),
      spaced: start > last || start === 0,
    });
    last = end;
  }
  return tokens;
}
