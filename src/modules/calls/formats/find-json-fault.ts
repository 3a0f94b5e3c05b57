/** Where a text stops being JSON. */
export interface JsonFault {
  /** The UTF-16 unit at which nothing that JSON allows stands; the length of the text where it ends too early. */
  readonly position: number;
  /** Whether a whole document stands before it. */
  readonly afterDocument: boolean;
}

/**
 * Returns where a text stops being JSON, or null where it is JSON. The engine's own messages leave the place out
 * for some faults, and a person with a file of a megabyte needs the line.
 */
export function findJsonFault(text: string): JsonFault | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let position = 0;
  while (true) {
    position = skipSpace(text, position);
    const letter = text.charAt(position);
    if (expected === 'end') return position === text.length ? null : { position, afterDocument: true };
    const inside = open.at(-1);
    if (letter === '') return { position: text.length, afterDocument: false };
    if (closes(letter, inside) && expected !== 'value' && expected !== 'colon' && expected !== 'key') {
      open.pop();
      position += 1;
      expected = open.length === 0 ? 'end' : 'comma';
    } else if (expected === 'comma' && letter === ',') {
      position += 1;
      expected = inside === '{' ? 'key' : 'value';
    } else if (expected === 'colon' && letter === ':') {
      position += 1;
      expected = 'value';
    } else if (letter === '"' && (expected === 'key' || expected === 'firstKey')) {
      const end = endOfString(text, position);
      if (end.fault) return { position: end.position, afterDocument: false };
      position = end.position;
      expected = 'colon';
    } else if ((letter === '{' || letter === '[') && (expected === 'value' || expected === 'firstValue')) {
      open.push(letter);
      position += 1;
      expected = letter === '{' ? 'firstKey' : 'firstValue';
    } else if (expected === 'value' || expected === 'firstValue') {
      const end = endOfScalar(text, position);
      if (end.fault) return { position: end.position, afterDocument: false };
      position = end.position;
      expected = open.length === 0 ? 'end' : 'comma';
    } else {
      return { position, afterDocument: false };
    }
  }
}

type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'comma' | 'end';

interface End {
  readonly position: number;
  readonly fault: boolean;
}

function closes(letter: string, inside: '{' | '[' | undefined): boolean {
  return (letter === '}' && inside === '{') || (letter === ']' && inside === '[');
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (' \t\n\r'.includes(text.charAt(position)) && position < text.length) position += 1;
  return position;
}

function endOfScalar(text: string, from: number): End {
  if (text.charAt(from) === '"') return endOfString(text, from);
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?/iy;
  scalar.lastIndex = from;
  const found = scalar.exec(text)?.[0] ?? '';
  const isWord = /^[a-z]/i.test(found);
  if (found === '' || (isWord && found !== found.toLowerCase())) return { position: from, fault: true };
  return { position: from + found.length, fault: false };
}

function endOfString(text: string, from: number): End {
  let position = from + 1;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === 0x22) return { position: position + 1, fault: false };
    if (code < 0x20) return { position, fault: true };
    if (code === 0x5c) {
      const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
      escape.lastIndex = position;
      const length = escape.exec(text)?.[0].length;
      if (length === undefined) return { position: position + 1 < text.length ? position : text.length, fault: true };
      position += length;
    } else {
      position += 1;
    }
  }
  return { position: text.length, fault: true };
}
