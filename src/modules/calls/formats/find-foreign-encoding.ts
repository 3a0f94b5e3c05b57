export interface ForeignEncoding {
  /** The encodings of other scripts that every byte would fit; empty where none does. */
  readonly fits: readonly string[];
}

/**
 * Returns what bytes that are no UTF-8 may be, or null where they read well as Windows-1252. Western words have one
 * or two letters beyond ASCII in a row, and no symbols such as “ƒ”; other scripts read so have hardly anything else.
 */
export function findForeignEncoding(bytes: Uint8Array): ForeignEncoding | null {
  let high = 0;
  let odd = 0;
  let run = 0;
  let oddInRun = 0;
  for (let position = 0; position <= bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte >= 0x80 && !isPunctuation(byte)) {
      run += 1;
      if (oddBytes.has(byte)) oddInRun += 1;
      continue;
    }
    high += run;
    odd += run >= 3 ? run : oddInRun;
    run = 0;
    oddInRun = 0;
  }
  return odd >= 4 && odd * 2 > high ? { fits: fittingEncodings(bytes.subarray(0, 64_000)) } : null;
}

/** What no Western text has in Windows-1252: ƒ ˆ ˜ and the five bytes that stand for nothing. */
const oddBytes = new Set([0x81, 0x83, 0x88, 0x8d, 0x8f, 0x90, 0x98, 0x9d]);
const multiByteEncodings = ['Shift_JIS', 'EUC-JP', 'EUC-KR', 'Big5', 'GB18030'];

/** The ellipsis, quotes, dashes, the bullet and the no-break space, of which several may stand in a row. */
function isPunctuation(byte: number): boolean {
  return byte === 0x85 || (byte >= 0x91 && byte <= 0x97) || byte === 0xa0;
}

function fittingEncodings(sample: Uint8Array): string[] {
  return multiByteEncodings.filter((encoding) => {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
      // Nearly any bytes are Shift-JIS if its single-byte katakana count, which hardly any text has.
      return !/[\uFF61-\uFF9F]/.test(text);
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  });
}
