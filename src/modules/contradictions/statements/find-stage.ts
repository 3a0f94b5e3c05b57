import type { CuedSentence } from '#modules/analysis';
import { buyerSentences, evidenceOf } from './said.ts';
import type { SaidCall, Statement } from './statement.ts';

/** How far the buyer says to be: still choosing, agreed, or gone with another. */
const states = { 'stage.lost': 'lost', 'stage.won': 'agreed', 'stage.open': 'still choosing' } as const;

export function findStage(said: SaidCall): Statement[] {
  const found = buyerSentences(said).flatMap((at) => stateIn(at));
  const last = found.at(-1);
  return last === undefined ? [] : [last];
}

function stateIn(at: CuedSentence): Statement[] {
  for (const [section, value] of Object.entries(states)) {
    const cue = at.cues.get(section);
    if (cue === undefined) continue;
    return [{ kind: 'stage', sense: 'is', value, person: null, evidence: evidenceOf(at), confidence: cue.weight }];
  }
  return [];
}
