import { evidenceOf } from './said.ts';
import type { SaidCall, Statement } from './statement.ts';

/** Who is said to have left, by the buyer's people; whom of the CRM the sentence names is said by those who know it. */
export function findDeparture({ sentences }: SaidCall): Statement[] {
  return sentences.flatMap((at) => {
    const cue = at.cues.get('person.left');
    if (cue === undefined || at.sentence.side !== 'external' || at.sentence.hasQuestionMark) return [];
    return [
      {
        kind: 'contact_left' as const,
        sense: 'is' as const,
        value: 'has left',
        person: null,
        evidence: evidenceOf(at),
        confidence: cue.weight,
      },
    ];
  });
}
