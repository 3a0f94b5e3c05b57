/** A text made comparable: white space, case and punctuation aside, with the way back to the original. */
export interface ComparableText {
  /** Words joined by single spaces, one space at each end. */
  readonly text: string;
  /** For each unit of `text` the index of the unit of the original that it came from. */
  readonly origins: Int32Array;
}

const wordCharacter = /[\p{L}\p{N}\p{M}\p{Sc}%]/u;
const invisible = /[\p{Cf}'’ʼ`]/u;
const digit = /\p{Nd}/u;

/**
 * Makes a text comparable. Apostrophes and invisible characters vanish, so `don’t` equals `dont`; a point between
 * digits stays and a comma there goes, so `3.50` never equals `350` and `1,000` equals `1000`.
 */
export function comparable(original: string): ComparableText {
  const origins: number[] = [0];
  let text = ' ';
  for (let index = 0; index < original.length; ) {
    const character = String.fromCodePoint(original.codePointAt(index) ?? 0);
    const kind = kindOf({ original, index, character });
    if (kind === 'keep') {
      const lower = character.toLowerCase();
      text += lower;
      for (let unit = 0; unit < lower.length; unit += 1) origins.push(index);
    } else if (kind === 'space' && !text.endsWith(' ')) {
      text += ' ';
      origins.push(index);
    }
    index += character.length;
  }
  if (!text.endsWith(' ')) {
    text += ' ';
    origins.push(original.length);
  }
  return { text, origins: Int32Array.from(origins) };
}

/**
 * Finds a quote in a text word for word, white space, case and punctuation aside. Returns the range in the original
 * text, [start, end), nearest to `near` where there are several, or null.
 */
export function locateQuote({
  haystack,
  original,
  quote,
  near,
}: {
  haystack: ComparableText;
  original: string;
  quote: string;
  near: number;
}): { start: number; end: number } | null {
  const needle = comparable(quote).text;
  if (needle.trim() === '') return null;
  let best: { start: number; end: number } | null = null;
  for (let at = haystack.text.indexOf(needle); at !== -1; at = haystack.text.indexOf(needle, at + 1)) {
    const start = haystack.origins[at + 1] ?? 0;
    const lastUnit = haystack.origins[at + needle.length - 2] ?? start;
    const lastCharacter = String.fromCodePoint(original.codePointAt(lastUnit) ?? 0);
    const end = lastUnit + lastCharacter.length;
    if (best === null || Math.abs(start - near) < Math.abs(best.start - near)) best = { start, end };
  }
  return best;
}

/** Whether a range begins and ends between words, and cuts neither `don't` nor `2,400` in two. */
export function isWholeWords({ text, start, end }: { text: string; start: number; end: number }): boolean {
  return !cutsWord({ text, at: start }) && !cutsWord({ text, at: end });
}

const insideWord = /[\p{L}\p{N}\p{M}][\p{Cf}]*['’ʼ]?[\p{Cf}]*$/u;
const wordGoesOn = /^[\p{Cf}]*['’ʼ]?[\p{Cf}]*[\p{L}\p{N}\p{M}]/u;

function cutsWord({ text, at }: { text: string; at: number }): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  const after = text.slice(at, at + 4);
  const touching = insideWord.test(before) && wordGoesOn.test(after);
  const number = (/\d[.,]?$/.test(before) && /^\d/.test(after)) || (/\d$/.test(before) && /^[.,]\d/.test(after));
  return touching || number;
}

function kindOf({
  original,
  index,
  character,
}: {
  original: string;
  index: number;
  character: string;
}): 'keep' | 'drop' | 'space' {
  if (wordCharacter.test(character)) return 'keep';
  if (invisible.test(character)) return 'drop';
  if (character === '.' || character === ',') {
    const between = digit.test(original.charAt(index - 1)) && digit.test(original.charAt(index + 1));
    if (between) return character === '.' ? 'keep' : 'drop';
  }
  return 'space';
}
