const names = ['Ana Ruiz', 'Ben Cole', 'Dr. Cleo Marsh (Hollis Creek, CFO)'];
const sentence = 'so the thing is: we like it, and by Friday we sign for $3.50 a unit';
export const wordsPerLine = 15;

/** A content of so many lines of fifteen words, or of a size that grows with them. */
type WriteTranscript = (lines: number) => string;

function numbered(lines: number, write: (index: number) => string): string {
  return Array.from({ length: lines }, (_, index) => write(index)).join('\n');
}

function nameAt(index: number): string {
  return names[Math.floor(index / 2) % names.length] ?? '';
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}

/** Transcripts of any length in each format, as people have them. */
export const ordinaryTranscripts: Readonly<Record<string, WriteTranscript>> = {
  WebVTT: (lines) =>
    `WEBVTT\n\n${numbered(lines, (index) => `${clock(index)}.000 --> ${clock(index + 1)}.000\n<v ${nameAt(index)}>${sentence}\n`)}`,
  SRT: (lines) =>
    numbered(
      lines,
      (index) => `${index + 1}\n${clock(index)},000 --> ${clock(index + 1)},000\n${nameAt(index)}: ${sentence}\n`,
    ),
  'plain text': (lines) => numbered(lines, (index) => `${nameAt(index)}: ${sentence}`),
  'plain text that goes on': (lines) => `Ana Ruiz: hi\nBen Cole: hi\n${numbered(lines, () => sentence)}`,
  CTM: (lines) =>
    numbered(
      lines * wordsPerLine,
      (index) => `Ana_${Math.floor(index / 30)}_audio 1 ${(index / 4).toFixed(2)} 0.2 word`,
    ),
  'word-timed JSON': (lines) =>
    JSON.stringify({
      monologues: Array.from({ length: lines }, (_, line) => ({
        speaker: { id: '1', name: nameAt(line) },
        terms: Array.from({ length: wordsPerLine }, (__, word) => ({
          text: 'word',
          start: line + word / 20,
          end: line + word / 20,
        })),
      })),
    }),
  'our own JSON': (lines) =>
    JSON.stringify({
      format: 'sophia.transcript/1',
      turns: Array.from({ length: lines }, (_, index) => ({ speaker: nameAt(index), text: sentence })),
    }),
};

/** Inputs of any length that are made to be read slowly. */
export const hostileTranscripts: Readonly<Record<string, WriteTranscript>> = {
  'tags that never close': (lines) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${'<c <v <'.repeat(lines * 10)}`,
  'entities that never end': (lines) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${'&a&#1'.repeat(lines * 10)}`,
  'arrows only': (lines) => `WEBVTT\n\n${'-->\n'.repeat(lines * 10)}`,
  'brackets that never close': (lines) => `Ana: hi\nBen: hi\n${'((((: '.repeat(lines * 10)}`,
  'one line of spaces': (lines) => `Ana: hi\nBen: hi${' '.repeat(lines * 50)}x`,
  'colons without end': (lines) => `Ana: hi\nBen: hi\n${'1:2:3 Ana: '.repeat(lines * 10)}`,
  'a new speaker on every line': (lines) => numbered(lines, (index) => `Ana ${index}: hi`),
  'a new key on every line': (lines) => numbered(lines * 3, (index) => `ana${index}: hi`),
  'numbers for SRT': (lines) => `1\n00:00:01,000 --> 00:00:02,000\nAna: hi\n${'\n1\n2\n'.repeat(lines * 4)}`,
  'braces for SRT': (lines) => `1\n00:00:01,000 --> 00:00:02,000\nAna: hi {\\${'a'.repeat(lines * 20)}`,
  'JSON that nests and never ends': (lines) => '[{"a":'.repeat(lines * 10),
  'a string that never ends': (lines) => `{"text":"${'\\u00e9'.repeat(lines * 10)}`,
  'attendees without end': (lines) => `Attendees: ${'Ana (x, '.repeat(lines * 10)}\n\nAna: hi\nBen: hi`,
};
