/** What a file that is no text seems to be, and what its owner can do. */
export interface BinaryKind {
  readonly what: string;
  readonly action: string;
}

const exportText = 'Export the transcript as text (.vtt, .srt, .txt or .json) and read that.';
const transcribeFirst = 'Sophia reads transcripts, not recordings: have it transcribed and read the transcript.';

const signatures: readonly { offset: number; bytes: readonly number[] | string; what: string; action: string }[] = [
  { offset: 0, bytes: '%PDF', what: 'a PDF', action: exportText },
  { offset: 0, bytes: '{\\rtf', what: 'an RTF document', action: exportText },
  { offset: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Office document (.doc, .xls)', action: exportText },
  { offset: 0, bytes: 'ID3', what: 'an MP3 recording', action: transcribeFirst },
  { offset: 0, bytes: [0xff, 0xfb], what: 'an MP3 recording', action: transcribeFirst },
  { offset: 0, bytes: [0xff, 0xf3], what: 'an MP3 recording', action: transcribeFirst },
  { offset: 0, bytes: [0xff, 0xf2], what: 'an MP3 recording', action: transcribeFirst },
  { offset: 4, bytes: 'ftyp', what: 'an MP4 recording (.mp4, .m4a, .mov)', action: transcribeFirst },
  { offset: 8, bytes: 'WAVE', what: 'a WAV recording', action: transcribeFirst },
  { offset: 8, bytes: 'AVI ', what: 'an AVI recording', action: transcribeFirst },
  { offset: 0, bytes: 'OggS', what: 'an Ogg recording', action: transcribeFirst },
  { offset: 0, bytes: 'fLaC', what: 'a FLAC recording', action: transcribeFirst },
  { offset: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3], what: 'a WebM or Matroska recording', action: transcribeFirst },
  { offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', action: exportText },
  { offset: 0, bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', action: exportText },
  { offset: 0, bytes: 'GIF8', what: 'a GIF picture', action: exportText },
  { offset: 0, bytes: [0x1f, 0x8b], what: 'a gzip archive', action: 'Unpack it and read the transcript in it.' },
  {
    offset: 0,
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    what: 'a 7z archive',
    action: 'Unpack it and read the transcript in it.',
  },
  { offset: 0, bytes: 'SQLite format 3', what: 'an SQLite database', action: exportText },
];

/** Returns what kind of binary file `bytes` begin, or null where they look like text. */
export function nameBinary(bytes: Uint8Array): BinaryKind | null {
  const known = signatures.find((signature) => startsWith(bytes, signature));
  if (known) return { what: known.what, action: known.action };
  if (startsWith(bytes, { offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] })) return nameZip(bytes);
  const sample = bytes.subarray(0, 64_000);
  const zero = bytes.indexOf(0);
  if (zero !== -1) return { what: `a binary file (a NUL byte at offset ${zero})`, action: exportText };
  let controls = 0;
  for (const byte of sample) if (isControl(byte)) controls += 1;
  if (controls > Math.max(2, sample.length * 0.02)) {
    return {
      what: `a binary file (${controls} control characters in its first ${sample.length} bytes)`,
      action: exportText,
    };
  }
  return null;
}

function nameZip(bytes: Uint8Array): BinaryKind {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 64_000));
  if (text.includes('word/')) return { what: 'a Word document (.docx)', action: exportText };
  if (text.includes('xl/')) return { what: 'a spreadsheet (.xlsx)', action: exportText };
  if (text.includes('ppt/')) return { what: 'a presentation (.pptx)', action: exportText };
  return { what: 'a zip archive (a Word document is one too)', action: `Unpack it, or: ${exportText}` };
}

function startsWith(bytes: Uint8Array, part: { offset: number; bytes: readonly number[] | string }): boolean {
  const wanted = typeof part.bytes === 'string' ? [...part.bytes].map((letter) => letter.charCodeAt(0)) : part.bytes;
  return wanted.every((byte, index) => bytes[part.offset + index] === byte);
}

function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) || byte === 0x7f;
}
