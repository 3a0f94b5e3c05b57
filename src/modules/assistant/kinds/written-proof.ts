import type { SearchHit } from '#contracts';
import type { WrittenProof } from './question-kind.ts';

/** A note or a document that search has found, as proof; null for anything else. */
export function writtenProof({
  kind,
  subjectId,
  title,
  day,
  speaker,
  excerpt,
  recordId,
  crmAddress,
  audience,
}: SearchHit): WrittenProof | null {
  if (kind !== 'note' && kind !== 'document') return null;
  const what = kind === 'note' ? 'note' : `document, ${audience ?? 'internal'}`;
  const label = [`${title} (${what})`, day].filter((part) => part !== null).join(', ');
  const quote = excerpt.replaceAll(/^…|…$/gu, '').trim();
  return { type: kind, subjectId, label, quote, speaker, recordId, crmAddress };
}
