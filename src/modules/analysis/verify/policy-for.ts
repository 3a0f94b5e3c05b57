import type { EvidencePolicy } from './check-evidence.ts';

/** Lists whose quotes are places to look at and state nothing themselves. */
const pointers = new Set([
  'topics.evidence',
  'questions',
  'commitments.due.evidence',
  'mentions.competitors.mentions',
  'mentions.products.mentions',
  'mentions.people.mentions',
  'mentions.amounts',
  'mentions.dates',
  'coaching.evidence',
  'coaching.message',
  'trackers.hits',
  'flags',
]);

/** Lists that only the buyer's voice can fill. Who competes may be said by either side. */
const buyersVoice = /^(?:objections|buyingSignals|qualification\.(?:meddicc|bant|spiced|spin)\.(?!competition)\w+)$/;

/** What the list with this path (without indexes, such as `objections.answerEvidence`) demands of its evidence. */
export function policyFor(list: string): EvidencePolicy {
  return { field: list, side: buyersVoice.test(list) ? 'external' : null, statement: !pointers.has(list) };
}
