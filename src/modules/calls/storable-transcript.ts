import { Transcript } from '#contracts';

/** In JSON: the character zero, and halves of a surrogate pair without the other half. */
const suspect = /\\u(?:0000|d[89a-f])/i;
const replacement = '\ufffd';

/**
 * The transcript with the characters that no database can hold (zero, halves of a pair) replaced by U+FFFD, one for
 * one, so that no offset moves; a warning says so.
 */
export function storableTranscript(transcript: Transcript): Transcript {
  const json = JSON.stringify(transcript);
  if (!suspect.test(json)) return transcript;
  let replaced = 0;
  const cleaned = Transcript.parse(
    JSON.parse(json, (_key, value: unknown) => {
      if (typeof value !== 'string') return value;
      const clean = value.replaceAll('\u0000', replacement).toWellFormed();
      if (clean !== value) replaced += 1;
      return clean;
    }),
  );
  if (replaced === 0) return transcript;
  const message = `Characters that cannot be stored were replaced by ${replacement} in ${replaced} places.`;
  return {
    ...cleaned,
    warnings: [...cleaned.warnings, { code: 'transcript.encoding', message, line: null }],
  };
}
