/** A line taken apart at a colon: what may be a name before it, and the words behind it. */
export interface SplitLine {
  readonly label: string;
  readonly text: string;
}

const longestLabel = 160;

/**
 * Returns a line split at its first colon outside of brackets that white space or the end follows; null where there
 * is none, or where what stands before it is too long or is punctuated as only a sentence is.
 */
export function splitLabel(line: string): SplitLine | null {
  const bold = /^\s*(?:\*\*|__)([^*_]{1,100}?)(?::(?:\*\*|__)|(?:\*\*|__)\s*:)\s*(.*)$/su.exec(line);
  const start = bold ? null : (/^(?:\s*(?:>>|[-–•*])\s+|\s*>>\s*)/.exec(line)?.[0].length ?? 0);
  if (bold || start === null) return checkLabel(bold?.[1] ?? '', bold?.[2] ?? '');
  const colon = findColon(line, start);
  return colon === -1 ? null : checkLabel(line.slice(start, colon), line.slice(colon + 1));
}

/** Whether a label is written as names are: each word with a capital or a figure, but for particles such as “of”. */
export function isNameLike(label: string): boolean {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(label)) return true;
  const words = wordsOf(label);
  if (words.length === 0 || words.length > 8) return false;
  const first = words[0] ?? '';
  if (sentenceStarters.has(first.toLowerCase().replace(/,$/, ''))) return false;
  if (notNames.has(words.join(' ').toLowerCase())) return false;
  return words.some((word) => /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(word)) && words.every(isNameWord);
}

/** Whether a label can hardly be anything but a name: two words or more, initials, brackets, or “Speaker 2”. */
export function isCertainName(label: string): boolean {
  if (!isNameLike(label)) return false;
  return (
    wordsOf(label).length > 1 || /[([]/.test(label) || numberedSpeaker.test(label) || /^\p{Lu}\.\p{Lu}/u.test(label)
  );
}

/** Whether a name carries a title, initials, or something in brackets, as no clause does. */
export function hasTitleOrRole(label: string): boolean {
  return isNameLike(label) && /[([]|^(?:dr|mr|mrs|ms|prof|hon|sir|rev)\b\.?\s|^\p{Lu}\.\s?\p{Lu}/iu.test(label);
}

/** Whether a label is a key such as “License” or “Next steps”, and so a speaker only where it comes again and again. */
export function isCommonKey(label: string): boolean {
  const words = wordsOf(label).join(' ').toLowerCase();
  return notNames.has(words) || sentenceStarters.has(words);
}

/** Whether a label of several words begins as clauses do, and names do not: “the thing is”, “so what”. */
export function startsLikeClause(label: string): boolean {
  const [first = '', second] = wordsOf(label.toLowerCase());
  return second !== undefined && (sentenceStarters.has(first.replace(/,$/, '')) || /^(?:the|an?)$/.test(first));
}

/** Returns the words of a label that stand outside of its brackets. */
export function wordsOf(label: string): string[] {
  let depth = 0;
  let outside = '';
  for (const letter of label) {
    if (opening.has(letter)) depth += 1;
    outside += depth === 0 ? letter : ' ';
    if (closing.has(letter) && depth > 0) depth -= 1;
  }
  return outside.split(/\s+/).filter((word) => word !== '');
}

const opening = new Set(['(', '[', '{', '（']);
const closing = new Set([')', ']', '}', '）']);
const numberedSpeaker = /^(?:speaker|participant|person|caller|guest|voice|unknown speaker)[ _#-]*[\p{L}\d]{0,3}$/iu;
const particles = new Set(
  'of de da do dos das del della der den di du la le el al bin ibn van von und and y e the for at in zu ter ten op af'.split(
    ' ',
  ),
);
const sentenceStarters = new Set(
  `so well and but or okay ok now yes yeah no then because if when what why how this that these those here there it it's
  we i i'm you they he she my our your their also first second third next finally look listen note notes remember example
  warning question questions answer answers reminder summary update agenda option price total pros cons step steps tip
  date time subject meanwhile anyway however again as one is are let let's please thanks thank hi hello hey`.split(
    /\s+/,
  ),
);
const notNames = new Set([
  ...'path licence license repository author authors version name file url source type description copyright'.split(
    ' ',
  ),
  ...'email address phone usage install input output error errors default key value id ps p.s. fyi'.split(' '),
  'action items',
  'next steps',
  'key points',
  'key takeaways',
  'meeting notes',
  'the thing',
  'bottom line',
  'long story short',
  'applause',
  'laughter',
  'laughs',
  'music',
  'silence',
  'inaudible',
  'crosstalk',
  'pause',
  'background noise',
]);

function isNameWord(word: string): boolean {
  if (particles.has(word.toLowerCase())) return true;
  return /^(?:(?:\p{Ll}+['’]?(?=\p{Lu}))?[\p{Lu}\p{Lt}\p{Lo}\p{N}"“'‘][\p{L}\p{M}\p{N}.'’‘"”_&/-]*,?|[-–—|/&@#+][\p{L}\p{N}]*)$/u.test(
    word,
  );
}

function findColon(line: string, start: number): number {
  let depth = 0;
  const end = Math.min(line.length, start + longestLabel);
  for (let position = start; position < end; position += 1) {
    const letter = line.charAt(position);
    if (opening.has(letter)) depth += 1;
    else if (closing.has(letter)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && letter === '：') return position;
    else if (depth === 0 && letter === ':' && /^\s?$/.test(line.charAt(position + 1))) return position;
  }
  return -1;
}

function checkLabel(label: string, text: string): SplitLine | null {
  const name = label
    .trim()
    .replace(/^\[([^[\]]+)\]$/, '$1')
    .trim();
  const words = wordsOf(name);
  if (name === '' || words.length === 0 || words.length > 8) return null;
  const outside = words.join(' ');
  if (/[?!;…]|\.\.\.|\p{Ll}{4,}\. /u.test(outside) || !/\p{L}|\d/u.test(outside)) return null;
  return { label: name, text: text.trim() };
}
