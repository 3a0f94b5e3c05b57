import type { CuedSentence } from '#modules/analysis';
import { buyerSentences, evidenceOf } from './said.ts';
import type { SaidCall, Statement } from './statement.ts';

const says = { 'role.not_deciding': 'does not decide', 'role.decides': 'decides' } as const;

/** What people of the buyer say of their own say in it, the last word of each. */
export function findRole(said: SaidCall): Statement[] {
  const last = new Map<string, Statement>();
  for (const statement of buyerSentences(said).flatMap((at) => roleIn(at))) {
    last.set(statement.person ?? '', statement);
  }
  return [...last.values()];
}

function roleIn(at: CuedSentence): Statement[] {
  const [entry] = Object.entries(says).filter(([section]) => at.cues.has(section));
  if (entry === undefined) return [];
  const [section, value] = entry;
  const confidence = at.cues.get(section)?.weight ?? 0;
  return [
    {
      kind: 'buying_role',
      sense: 'is',
      value,
      person: at.sentence.speaker,
      evidence: evidenceOf(at),
      confidence,
    },
  ];
}
