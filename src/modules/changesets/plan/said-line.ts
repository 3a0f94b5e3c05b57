import type { Statement } from '#contracts';

const sideWords = { internal: 'Our side', external: "The buyer's side", unknown: 'Somebody' } as const;
/** A name that a transcript gives to somebody whom it does not know. */
const nameless = /^(?:speaker|participant|person|unknown|guest|caller)[\s_-]*\d*$/iu;
const ofSpeaker = /\b(?:i|me|my|mine|we|us|our|ours|you|your|yours)\b/iu;

/** What was said, with who said it: “I” and “we” of both sides stand in one field. What tells of them names them itself. */
export function saidLine({ text, quote, speaker, side }: Statement): string {
  const isTold = !ofSpeaker.test(text) && !isPartOf({ text, quote });
  if (isTold) return text;
  return `${nameless.test(speaker.trim()) ? sideWords[side] : speaker}: ${text}`;
}

function isPartOf({ text, quote }: { text: string; quote: string }): boolean {
  return lettersOf(quote).includes(lettersOf(text));
}

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
