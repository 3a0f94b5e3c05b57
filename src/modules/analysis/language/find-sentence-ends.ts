/** Marks that may end a sentence, with the closing quotes and brackets after them. */
const endPattern = /(?:[.!?…]+|[。！？])["'”’)\]]*/gu;
/** Characters before a mark that decide what it is; a limit keeps long runs of initials cheap. */
const longestLookBack = 160;
const fullWidthEnd = /^[。！？]/u;
const lastToken = /[\p{L}\p{N}.&'’-]+$/u;
const upperCase = /^["'“‘(]?\p{Lu}/u;

/** Abbreviations after which a sentence goes on only before a lower-case word or a number. */
const openAbbreviations = new Set(['a.m', 'p.m', 'u.s', 'etc', 'inc', 'corp', 'ltd', 'co', 'llc', 'jr', 'sr']);
/** Abbreviations only before a number: `No. 4`, but `No. We will not.` */
const numberAbbreviations = new Set(['no', 'fig', 'sec', 'pp', 'p', 'art']);

/**
 * Returns the offsets after which a new sentence begins, without the end of the text. It reads lower-case
 * transcripts too, which is why it does not follow the Unicode rule of waiting for a capital.
 */
export function findSentenceEnds(text: string, abbreviations: ReadonlySet<string>): number[] {
  const ends: number[] = [];
  let sentenceStart = 0;
  for (const match of text.matchAll(endPattern)) {
    const end = match.index + match[0].length;
    if (end >= text.length) break;
    const isFullWidth = fullWidthEnd.test(match[0]);
    if (!isFullWidth && !/\s/u.test(text.charAt(end))) continue;
    const before = text.slice(Math.max(sentenceStart, match.index - longestLookBack), match.index);
    const after = text.slice(end, end + 40).trimStart();
    if (after === '' || (!isFullWidth && !endsSentence({ mark: match[0], before, after, abbreviations }))) continue;
    ends.push(end);
    sentenceStart = end;
  }
  return ends;
}

function endsSentence(input: {
  mark: string;
  before: string;
  after: string;
  abbreviations: ReadonlySet<string>;
}): boolean {
  const { mark, before, after, abbreviations } = input;
  if (/["”’)\]]$/u.test(mark) && /^\p{Ll}/u.test(after)) return false;
  if (/[!?]/u.test(mark)) return true;
  if (mark.startsWith('..') || mark.startsWith('…')) return endsAfterEllipsis(before, after);
  const token = lastToken.exec(before)?.[0] ?? '';
  const lower = token.toLowerCase();
  if (token === '') return true;
  if (abbreviations.has(lower)) return false;
  if (openAbbreviations.has(lower)) return upperCase.test(after);
  if (numberAbbreviations.has(lower)) return !/^\d/u.test(after);
  if (lower === 'st') return !(upperCase.test(token) && upperCase.test(after));
  if (/^\d+$/u.test(token) && before.trim() === token) return false;
  return !isInitial(token, before);
}

/** A hesitation goes on; a sentence that trails off ends where the next one begins with a capital. */
function endsAfterEllipsis(before: string, after: string): boolean {
  if (!upperCase.test(after) || /^I\b/u.test(after)) return false;
  return before.trim().split(/\s+/u).length >= 4;
}

/** `J. T. Moore` and `Ana R. Ruiz`: one capital at the start of a sentence or after a capitalized word. */
function isInitial(token: string, before: string): boolean {
  if (!/^(?:\p{Lu}\.)*\p{Lu}$/u.test(token) || token === 'I') return false;
  const previous = before.trim().split(/\s+/u).at(-2);
  return (
    previous === undefined ||
    (/^\p{Lu}/u.test(previous) && !/^(?:Plan|Option|Phase|Class|Tier|Section)$/u.test(previous))
  );
}
