/** A part of a text: what can be read, or a run of characters that cannot be seen, in words. */
export interface TextPart {
  readonly text: string;
  readonly hidden: boolean;
}

/** Controls, fillers, joiners, bidirectional marks, tags and the variation selectors that no letter needs. */
const unseenRanges: readonly (readonly [number, number])[] = [
  [0x0, 0x8],
  [0xb, 0xc],
  [0xe, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0d],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0xe0000, 0xe0fff],
];

const unseen = new RegExp(
  `[${unseenRanges.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join('')}]+`,
  'gu',
);

const names: Readonly<Record<number, string>> = {
  0x1b: 'escape',
  0xad: 'soft hyphen',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of embedding',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first-strong isolate',
  0x2069: 'end of isolate',
  0xfeff: 'zero-width no-break space',
};

/** The text with every run of unseen characters written out as `⟨…⟩`; letters of every script stay as they are. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(unseen, (run, offset: number, whole: string) => describe({ run, offset, whole }));
}

/** The same in parts, so that a page can set the runs apart. */
export function visibleParts(text: string): TextPart[] {
  const whole = text.toWellFormed();
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of whole.matchAll(unseen)) {
    const words = describe({ run: match[0], offset: match.index, whole });
    if (words === match[0]) continue;
    if (match.index > from) parts.push({ text: whole.slice(from, match.index), hidden: false });
    parts.push({ text: words, hidden: true });
    from = match.index + match[0].length;
  }
  if (from < whole.length || parts.length === 0) parts.push({ text: whole.slice(from), hidden: false });
  return parts;
}

/** The text on one line, for terminals and notes: white space of every kind becomes one space. */
export function oneLine(text: string): string {
  return visibleText(text.replace(/\s+/g, ' ')).trim();
}

function describe({ run, offset, whole }: { run: string; offset: number; whole: string }): string {
  if (joinsLetters({ run, offset, whole })) return run;
  const points = [...run].map((character) => character.codePointAt(0) ?? 0);
  const tags = points.filter((point) => point >= 0xe0020 && point <= 0xe007e);
  if (tags.length > 0) {
    return `⟨hidden text: ${String.fromCodePoint(...tags.map((point) => point - 0xe0000)).slice(0, 400)}⟩`;
  }
  const [first] = points;
  const same = points.every((point) => point === first);
  if (first !== undefined && same) return `⟨${nameOf(first)}${points.length > 1 ? ` ×${points.length}` : ''}⟩`;
  return `⟨${points.slice(0, 6).map(nameOf).join(', ')}${points.length > 6 ? `, ${points.length - 6} more` : ''}⟩`;
}

/** Joiners are part of the spelling inside an emoji and in scripts such as Persian or Hindi. */
function joinsLetters({ run, offset, whole }: { run: string; offset: number; whole: string }): boolean {
  if (run !== '\u200D' && run !== '\u200C') return false;
  const before = whole.slice(Math.max(0, offset - 2), offset);
  const after = whole.slice(offset + 1, offset + 3);
  if (
    /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}]$/u.test(before) &&
    /^\p{Extended_Pictographic}/u.test(after)
  ) {
    return true;
  }
  return joining.test(before.slice(-1)) && joining.test(after.slice(0, 1));
}

const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u;

function nameOf(point: number): string {
  return names[point] ?? `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
