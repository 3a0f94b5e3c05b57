import type { Answer } from '#contracts';
import type { Expected } from './expect-answers.ts';

export type Judgement = 'right' | 'wrong' | 'missing' | 'made up';

/**
 * Right where number, sum and words are those of the truth; missing where there is an answer and none was given; made
 * up where something was answered that has no answer, or a quote stands in no call; wrong otherwise.
 */
export function judgeAnswer({
  answer,
  expected,
  spoken,
}: {
  answer: Answer;
  expected: Expected;
  spoken: (quote: string) => boolean;
}): Judgement {
  if (answer.citations.some(({ type, quote }) => type === 'turn' && quote !== null && !spoken(quote))) return 'made up';
  const wanted = expected.outcome ?? 'answered';
  function isNone(outcome: string) {
    return outcome === 'out_of_scope' || outcome === 'nothing' || outcome === 'ask_back';
  }
  if (isNone(wanted)) {
    if (wanted === answer.outcome) return 'right';
    // To say that there is nothing, to refuse and to ask back are all no claim.
    if (isNone(answer.outcome))
      return wanted === 'out_of_scope' || answer.outcome === 'out_of_scope' ? 'wrong' : 'right';
    // That there are none, with what else there is to say.
    return expected.count === 0 && answer.figures[0]?.value === 0 ? 'right' : 'made up';
  }
  if (isNone(answer.outcome)) return 'missing';
  if (wanted !== answer.outcome) return 'wrong';
  const [count, sum] = answer.figures;
  if (expected.count !== undefined && count?.value !== expected.count) return 'wrong';
  if (expected.sum !== undefined && Math.round((sum?.value ?? 0) * 100) !== Math.round(expected.sum * 100))
    return 'wrong';
  const words = [answer.text, ...answer.lines.map(({ text }) => text)].join('\n').toLowerCase();
  const sentence = answer.text.toLowerCase();
  const first = answer.lines[0]?.text.toLowerCase() ?? '';
  const isSaid =
    (expected.says ?? []).every((part) => words.includes(part.toLowerCase())) &&
    (expected.textSays ?? []).every((part) => sentence.includes(part.toLowerCase())) &&
    first.includes((expected.firstLine ?? '').toLowerCase());
  return isSaid ? 'right' : 'wrong';
}
