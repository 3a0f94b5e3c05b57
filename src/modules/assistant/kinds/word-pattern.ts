/** Endings that leave a word what it is; after a short one, which is mostly an abbreviation, only that of its plural. */
const endings = "(?:['’]?s|es|d|ed|ings?)?";
const plural = "(?:['’]?s)?";
const shortWord = 3;
/** Between two parts of one expression: “SOC 2”, “SOC-2” and “SOC2” are one. */
const joint = '[^[:alnum:]]{0,2}';

/**
 * How an expression is looked for in a text, as a regular expression of PostgreSQL: as a whole word with its endings,
 * and never inside another one (“AI” is not in “said”).
 */
export function wordPattern(expression: string): string {
  const parts = expression.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  const last = parts.at(-1) ?? '';
  const body = [...parts.slice(0, -1), baseOf(last)].join(joint);
  return `(?<![[:alnum:]])${body}${endingOf(last)}(?![[:alnum:]])`;
}

/** The longest stretch of letters that every match holds, to look for it before the expression is tried. */
export function certainPart(expression: string): string {
  const parts = expression.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  const last = parts.at(-1) ?? '';
  const certain = [...parts.slice(0, -1), baseOf(last).replace(/\(.*$/, '')];
  return certain.toSorted((one, other) => other.length - one.length)[0] ?? '';
}

/** Without the ending of a plural; what ends in “y” ends in “ies” where it is many. */
function baseOf(word: string): string {
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}(?:y|ies)`;
  if (/[^aeiou]y$/.test(word) && word.length > shortWord) return `${word.slice(0, -1)}(?:y|ies)`;
  return isPlural(word) ? word.slice(0, -1) : word;
}

function isPlural(word: string): boolean {
  return word.length > shortWord && word.endsWith('s') && !/(?:ss|us|[sx]is)$/.test(word);
}

function endingOf(word: string): string {
  if (!/\p{L}$/u.test(word)) return '';
  return word.length > shortWord && !(isPlural(word) && word.length === shortWord + 1) ? endings : plural;
}
