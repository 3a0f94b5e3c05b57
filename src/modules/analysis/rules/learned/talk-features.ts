import type { Turn } from '#contracts';
import type { Sentence } from '../../language/index.ts';
import { cue, type RuleContext, sentencesOfTurn, turnAfter, turnBefore, wordCount } from '../rule-context.ts';

/** What the place of a sentence in the talk tells, in the order of the numbers that `talkFeaturesOf` returns. */
export const talkFeatureNames = [
  'answers a question of ours',
  'follows a longer statement of ours',
  'is acknowledged by us',
  'is followed by a longer turn of ours',
  'is followed by its own side',
  'follows its own side',
  'is short',
  'is long',
  'is a turn of its own',
  'begins its turn',
  'part of the call before it',
  'holds back',
  'is about price',
  'answers when',
  'answers who decides',
  'answers a proposal to meet',
  'answers what it would be worth',
  'asks',
  'holds a date',
  'holds a sum',
] as const;

const longStatementWords = 12;
const longReplyWords = 15;
const shortWords = 5;
const longWords = 12;

/** Returns the numbers for one sentence: 0 or 1 each, but for the part of the call before it. */
export function talkFeaturesOf(context: RuleContext, sentence: Sentence): number[] {
  const before = around(context, turnBefore(context, sentence.turn));
  const after = around(context, turnAfter(context, sentence.turn));
  const at = sentence.index;
  const spans = context.tokens[at]?.spans;
  const prompts = before.isOurs ? before.sentences.slice(-2) : [];
  return [
    before.isOurs && before.asks,
    before.isOurs && !before.asks && before.words > longStatementWords,
    after.isOurs && holdsCue(context, { sentences: after.sentences.slice(0, 2), section: 'acknowledge' }),
    after.isOurs && after.words > longReplyWords,
    after.isTheirs,
    before.isTheirs,
    wordCount(context, sentence) < shortWords,
    wordCount(context, sentence) > longWords,
    sentencesOfTurn(context, sentence.turn).length === 1,
    sentence.sentence === 0,
    sentence.index / Math.max(1, context.sentences.length),
    cue(context, { sentence: at, section: 'resist' }) > 0,
    cue(context, { sentence: at, section: 'topic.price' }) > 0,
    holdsCue(context, { sentences: prompts, section: 'prompt.timeline' }),
    holdsCue(context, { sentences: prompts, section: 'prompt.process' }),
    holdsCue(context, { sentences: prompts, section: 'commit.propose_meeting' }),
    holdsCue(context, { sentences: prompts, section: 'prompt.benefit' }),
    sentence.hasQuestionMark,
    spans?.has('date') === true,
    spans?.has('money') === true,
  ].map(Number);
}

interface Surroundings {
  readonly isOurs: boolean;
  readonly isTheirs: boolean;
  readonly asks: boolean;
  readonly words: number;
  readonly sentences: readonly Sentence[];
}

function around(context: RuleContext, turn: Turn | undefined): Surroundings {
  const side = turn?.side;
  const sentences = turn === undefined ? [] : sentencesOfTurn(context, turn.turn);
  return {
    isOurs: side === 'internal',
    isTheirs: side === 'external',
    asks: sentences.at(-1)?.hasQuestionMark === true,
    words: sentences.reduce((sum, sentence) => sum + sentence.words.length, 0),
    sentences,
  };
}

function holdsCue(context: RuleContext, options: { sentences: readonly Sentence[]; section: string }): boolean {
  return options.sentences.some((sentence) => cue(context, { sentence: sentence.index, section: options.section }) > 0);
}
