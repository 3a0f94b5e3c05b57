import { oneLine } from './visible-text.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns a text takes in a terminal: two for wide characters and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += columnsOf(segment);
  return columns;
}

/** Text on one line, cut to the columns with an ellipsis, and filled with spaces when asked. */
export function fitted(text: string, { columns, fill = false }: { columns: number; fill?: boolean }): string {
  const line = oneLine(text);
  const width = displayWidth(line);
  if (width <= columns) return fill ? line + ' '.repeat(columns - width) : line;
  let cut = '';
  let used = 0;
  for (const { segment } of segmenter.segment(line)) {
    const wide = columnsOf(segment);
    if (used + wide > columns - 1) break;
    cut += segment;
    used += wide;
  }
  return `${cut}…${fill ? ' '.repeat(Math.max(0, columns - used - 1)) : ''}`;
}

/** Text broken at spaces into lines of at most so many columns; a longer word is broken where it must. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text)
    .split(' ')
    .flatMap((whole) => broken(whole, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function broken(word: string, columns: number): string[] {
  if (displayWidth(word) <= columns) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of segmenter.segment(word)) {
    if (piece !== '' && displayWidth(piece) + columnsOf(segment) > columns) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

function columnsOf(segment: string): number {
  if (/^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u.test(segment)) return 0;
  return wide.test(segment) ? 2 : 1;
}

const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
