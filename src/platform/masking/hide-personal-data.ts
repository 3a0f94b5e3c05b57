import { findPersonalData } from './find-personal-data.ts';
import { defaultMaskedKinds } from './masked-kinds.ts';
import { hideSealedMarks, markOf } from './sealed-marks.ts';

/** Eight digits, or eight words for digits: less is nothing that is hidden, and most texts of a log have less. */
const enoughDigits =
  /(?:\p{Nd}\P{Nd}*?){8}|(?:\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\w+teen|\w+ty)\b[^\n]{0,12}?){4}/iu;

/**
 * The text with numbers of cards, accounts and papers replaced by their kind, for logs and traces. With `seal`, the mark
 * holds what it stands for encrypted; without, nobody can undo it.
 */
export function hidePersonalData(text: string, seal: ((text: string) => string) | null = null): string {
  return text
    .split('\n')
    .map((line) => hideInLine(line, seal))
    .join('\n');
}

function hideInLine(line: string, seal: ((text: string) => string) | null): string {
  if (!enoughDigits.test(line)) return line;
  let result = '';
  let at = 0;
  for (const { kind, start, end } of findPersonalData({
    text: hideSealedMarks(line),
    kinds: defaultMaskedKinds,
    acrossLines: false,
  })) {
    result += line.slice(at, start) + markOf({ kind, text: line.slice(start, end), seal });
    at = end;
  }
  return result + line.slice(at);
}
