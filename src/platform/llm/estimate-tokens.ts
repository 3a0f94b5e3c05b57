/**
 * Returns how many tokens a text has at most, as far as can be said without the model's own tokenizer: three ASCII
 * characters a token (English averages four) and two tokens for every other character.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) < 128) ascii += 1;
    else other += 1;
  }
  return Math.ceil(ascii / 3) + other * 2;
}
