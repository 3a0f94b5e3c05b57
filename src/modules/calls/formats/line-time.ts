/** A time in a line of plain text, with the rest of the line. */
export interface LineTime {
  readonly startMs: number;
  /** Null where only the beginning is given. */
  readonly endMs: number | null;
  /** Whether it is the time of day (`3:05 PM`) and not the time since the beginning. */
  readonly isClock: boolean;
  /** Whether it stands in brackets, and so can be nothing but a time mark. */
  readonly isMarked: boolean;
  readonly rest: string;
}

const time = '(\\d{1,3}):(\\d{2})(?::(\\d{2}))?(?:[.,](\\d{1,3}))?(?:\\s?([ap]\\.?m)\\b\\.?)?';
const leadingTime = new RegExp(
  `^\\s*(?:[-–•*>]\\s+)?([[(<]?)\\s*${time}(?:\\s*(?:-->|-|–|—|to)\\s*${time})?\\s*([\\])>]?)(?=\\s|$|[-–—|:])\\s*(?:[-–—|:](?=\\s|$)\\s*)?`,
  'i',
);
const trailingTime = new RegExp(`(?:\\s|^|[|·•,–—-])\\s*([[(]?)${time}([\\])]?)$`, 'i');

/** Returns the time that a line begins with, or null. */
export function takeLeadingTime(line: string): LineTime | null {
  const match = leadingTime.exec(line.slice(0, 120));
  if (!match) return null;
  const startMs = milliseconds(match.slice(2, 7));
  const endMs = match[7] === undefined ? null : milliseconds(match.slice(7, 12));
  if (startMs === null) return null;
  return {
    startMs,
    endMs,
    isClock: match[6] !== undefined,
    isMarked: match[1] !== '' && match[12] !== '',
    rest: line.slice(match[0].length),
  };
}

/** Returns the time that a name ends with, as in `Ana Ruiz (0:12)` or `Ana Ruiz  0:12`, or null; `rest` is the name. */
export function takeTrailingTime(label: string): LineTime | null {
  const match = label.length > 160 ? null : trailingTime.exec(label);
  const startMs = match ? milliseconds(match.slice(2, 7)) : null;
  if (!match || startMs === null) return null;
  const rest = label
    .slice(0, match.index)
    .replace(/[\s|·•,–—-]+$/, '')
    .trim();
  const isMarked = match[1] !== '' && match[7] !== '';
  return {
    startMs,
    endMs: null,
    isClock: match[6] !== undefined,
    isMarked,
    rest: rest.replace(/^\[([^[\]]+)\]$/, '$1'),
  };
}

function milliseconds(parts: readonly (string | undefined)[]): number | null {
  const [first = '', second = '', third, fraction = '', halfDay] = parts;
  if (halfDay !== undefined) {
    const hours = (Number(first) % 12) + (halfDay.toLowerCase().startsWith('p') ? 12 : 0);
    return Number(first) > 12 ? null : (hours * 3600 + Number(second) * 60 + Number(third ?? 0)) * 1000;
  }
  const [hours, minutes, seconds] =
    third === undefined ? [0, Number(first), Number(second)] : [Number(first), Number(second), Number(third)];
  if (seconds > 59 || (third !== undefined && minutes > 59)) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.padEnd(3, '0'));
}
