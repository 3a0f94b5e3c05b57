import type { ElementVoice, UsedMethod } from '#contracts';
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

/** Lists that only the buyer's voice can fill. */
const buyersVoice: ReadonlySet<string> = new Set(['objections', 'buyingSignals']);

/**
 * What the list with this path (without indexes, such as `objections.answerEvidence`) demands of its evidence. Whose
 * voice an element of qualification is, `methods` say; one that they do not name could only be the buyer's.
 */
export function policyFor(list: string, methods: readonly UsedMethod[] = []): EvidencePolicy {
  return { field: list, side: voiceOf(list, methods), statement: !pointers.has(list) };
}

function voiceOf(list: string, methods: readonly UsedMethod[]): ElementVoice {
  const [first, id, key] = list.split('.');
  if (first !== 'qualification') return buyersVoice.has(list) ? 'external' : null;
  const element = methods.find((method) => method.id === id)?.elements.find((each) => each.key === key);
  return element === undefined ? 'external' : element.side;
}
