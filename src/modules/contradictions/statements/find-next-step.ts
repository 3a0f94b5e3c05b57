import type { CuedSentence } from '#modules/analysis';
import { buyerSentences, earlierInTurn, evidenceOf, hasCue, laterInTurn, neighborTurn } from './said.ts';
import type { SaidCall, Statement } from './statement.ts';

const longestStep = 120;
const fewestSigns = 2;

/** What the buyer says has to come first, in the buyer's own words; the last such word of the call. */
export function findNextStep(said: SaidCall): Statement[] {
  const found = buyerSentences(said).flatMap((at) => stepIn({ said, at }));
  const last = found.at(-1);
  return last === undefined ? [] : [last];
}

function stepIn({ said, at }: { said: SaidCall; at: CuedSentence }): Statement[] {
  const turn = [...earlierInTurn({ said, at }), at, ...laterInTurn({ said, at })];
  const isPutOff = hasCue(turn, 'step.not_yet');
  const isFirst = hasCue([at, ...laterInTurn({ said, at }).slice(0, 1)], 'step.before');
  const first = at.cues.get('step.first');
  const named = first === undefined ? null : stepAfter({ at, from: first.end });
  const isSure = isPutOff || isFirst || (first !== undefined && /^what|happen/i.test(cueText({ at, cue: first })));
  const value = isSure && named !== null ? named : isAnswer({ said, at, isPutOff }) ? stepAround(at) : null;
  if (value === null) return [];
  return [
    {
      kind: 'next_step',
      sense: isPutOff ? 'put_off' : 'is',
      value,
      person: null,
      evidence: evidenceOf(at),
      confidence: first?.weight ?? at.cues.get('step.first_word')?.weight ?? 0,
    },
  ];
}

/** A step that is to come first, said in answer to our plan: put off, or taken over by us. */
function isAnswer({ said, at, isPutOff }: { said: SaidCall; at: CuedSentence; isPutOff: boolean }): boolean {
  if (!at.cues.has('step.first_word')) return false;
  const isPlanned = hasCue(neighborTurn({ said, at, step: -1 }).slice(-2), 'step.planned');
  const isTaken = hasCue(neighborTurn({ said, at, step: 1 }).slice(0, 2), 'step.answered');
  const signs = [isPutOff, isPlanned, isTaken, at.cues.has('step.noun')];
  return signs.filter(Boolean).length >= fewestSigns;
}

/** The clause that the step is named in. */
function stepAround(at: CuedSentence): string | null {
  const { sentence, cues } = at;
  const noun = cues.get('step.noun') ?? cues.get('step.first_word');
  if (noun === undefined) return null;
  const clauses = [...sentence.text.matchAll(/[^,;:.!?]+/g)];
  const clause = clauses.find(({ index, 0: text }) => noun.start - sentence.start < index + text.length);
  const step = clause?.[0].trim() ?? '';
  return step.length < 3 || step.length > longestStep ? null : step;
}

function cueText({ at, cue }: { at: CuedSentence; cue: { start: number; end: number } }): string {
  const { sentence } = at;
  return sentence.text.slice(cue.start - sentence.start, cue.end - sentence.start);
}

/** From the cue to the end of the clause. */
function stepAfter({ at, from }: { at: CuedSentence; from: number }): string | null {
  const rest = at.sentence.text.slice(Math.max(0, from - at.sentence.start));
  const [clause = ''] = rest.split(/[,;:.!?]|\b(?:and that|before|because|and then|so that|first)\b/);
  const step = clause.trim().replace(/^(?:be|to|is|a|an|the)\s+/i, '');
  return step.length < 3 || step.length > longestStep ? null : step;
}
