import type { ReadingWarning } from '#contracts';
import { SophiaError } from '#platform/errors';
import { findForeignEncoding } from './find-foreign-encoding.ts';
import { nameBinary } from './name-binary.ts';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly warnings: readonly ReadingWarning[];
}

/**
 * Returns the text of a file: UTF-8, UTF-16 with or without a mark, or Windows-1252, told by its bytes.
 * Throws `transcript.empty` and `transcript.binary`, the latter also for text in another encoding.
 */
export function decodeBytes({ bytes, name }: { bytes: Uint8Array; name: string }): DecodedText {
  if (bytes.length === 0) {
    throw new SophiaError(
      'transcript.empty',
      `${name}: a transcript was expected, but the file is empty (0 bytes). Export it again.`,
    );
  }
  const utf16 = utf16Encoding(bytes);
  const decoded = utf16 === null ? decodeEightBit(bytes, name) : decodeUtf16(bytes, utf16);
  if (!/\S/.test(decoded.text)) {
    throw new SophiaError(
      'transcript.empty',
      `${name}: a transcript was expected, but the file holds nothing but white space (${bytes.length} bytes). Export it again.`,
    );
  }
  return decoded;
}

interface Utf16 {
  readonly label: 'utf-16le' | 'utf-16be';
  readonly marked: boolean;
}

function utf16Encoding(bytes: Uint8Array): Utf16 | null {
  const isUtf32 = bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0;
  if (bytes[0] === 0xff && bytes[1] === 0xfe && !isUtf32) return { label: 'utf-16le', marked: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { label: 'utf-16be', marked: true };
  const sample = bytes.subarray(0, 4096);
  let evenZeros = 0;
  let oddZeros = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  const half = sample.length / 2;
  if (half < 4) return null;
  if (oddZeros > half * 0.7 && evenZeros === 0) return { label: 'utf-16le', marked: false };
  if (evenZeros > half * 0.7 && oddZeros === 0) return { label: 'utf-16be', marked: false };
  return null;
}

function decodeUtf16(bytes: Uint8Array, { label, marked }: Utf16): DecodedText {
  const text = new TextDecoder(label).decode(bytes);
  const warnings: ReadingWarning[] = [];
  if (!marked) {
    const encoding = label.toUpperCase();
    warnings.push(encodingWarning(`The file has no byte order mark; by its bytes it was read as ${encoding}.`, null));
  }
  const broken = text.indexOf('\uFFFD');
  if (broken !== -1) {
    warnings.push(encodingWarning('Some bytes are no UTF-16; each was replaced by \uFFFD.', lineAt(text, broken)));
  }
  return { text, warnings };
}

function decodeEightBit(bytes: Uint8Array, name: string): DecodedText {
  const binary = nameBinary(bytes);
  if (binary !== null) {
    throw new SophiaError(
      'transcript.binary',
      `${name}: a transcript as text was expected, but this is ${binary.what}. ${binary.action}`,
      { details: { kind: binary.what } },
    );
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const faults = countUtf8Faults(bytes);
  if (faults.invalid === 0) return { text, warnings: [] };
  if (faults.invalid > faults.valid) return decodeWindows1252(bytes, { name, invalid: faults.invalid });
  const message = `${faults.invalid} ${faults.invalid === 1 ? 'place is' : 'places are'} no UTF-8 while the rest of the file is; each was replaced by \uFFFD. Save the file as UTF-8.`;
  return { text, warnings: [encodingWarning(message, faults.line)] };
}

function decodeWindows1252(bytes: Uint8Array, { name, invalid }: { name: string; invalid: number }): DecodedText {
  const foreign = findForeignEncoding(bytes);
  if (foreign !== null || invalid > bytes.length * 0.3) {
    const fits = foreign?.fits ?? [];
    const guess = fits.length === 0 ? '' : `; they would fit ${fits.join(' or ')}`;
    throw new SophiaError(
      'transcript.binary',
      `${name}: text in UTF-8, UTF-16 or Windows-1252 was expected, but ${invalid} places in its ${bytes.length} bytes make no words in any of them${guess}. Save the file as UTF-8.`,
    );
  }
  const text = new TextDecoder('windows-1252').decode(bytes);
  const first = text.search(/[^\0-\x7F]/);
  const message =
    'The file is not UTF-8; it was read as Windows-1252 (Latin-1). If letters look wrong, save it as UTF-8.';
  return { text, warnings: [encodingWarning(message, lineAt(text, Math.max(0, first)))] };
}

/** Counts sequences beyond ASCII that are UTF-8 and places that are not, with the line of the first such place. */
function countUtf8Faults(bytes: Uint8Array): { valid: number; invalid: number; line: number } {
  let valid = 0;
  let invalid = 0;
  let line = 1;
  let faultLine = 1;
  for (let position = 0; position < bytes.length; ) {
    const byte = bytes[position] ?? 0;
    if (byte === 0x0a) line += 1;
    if (byte < 0x80) {
      position += 1;
      continue;
    }
    const length = sequenceLength(bytes, position);
    if (length === 0) {
      if (invalid === 0) faultLine = line;
      invalid += 1;
    } else {
      valid += 1;
    }
    position += length === 0 ? 1 + cutLength(bytes, position) : length;
  }
  return { valid, invalid, line: faultLine };
}

/** The length of the UTF-8 sequence at `position`, or 0 where there is none; surrogates and overlong forms are none. */
function sequenceLength(bytes: Uint8Array, position: number): number {
  const lead = bytes[position] ?? 0;
  const second = bytes[position + 1] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (let index = 1; index < length; index += 1) {
    if (((bytes[position + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const beyond = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f);
  return overlong || beyond ? 0 : length;
}

/** How many bytes behind the first one of a character that is cut off belong to it: they are one fault with it. */
function cutLength(bytes: Uint8Array, position: number): number {
  const lead = bytes[position] ?? 0;
  const most = lead >= 0xf0 && lead <= 0xf4 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 1 : 0;
  let length = 0;
  while (length < most && ((bytes[position + 1 + length] ?? 0) & 0xc0) === 0x80) length += 1;
  return length;
}

function encodingWarning(message: string, line: number | null): ReadingWarning {
  return { code: 'transcript.encoding', message, line };
}

function lineAt(text: string, position: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < position; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
}
