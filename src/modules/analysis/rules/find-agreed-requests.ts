import type { Sentence } from '../language/index.ts';
import type { FoundPromise } from './found-promise.ts';
import { isInJest } from './modality.ts';
import { cue, type RuleContext, sentencesOfTurn, turnsAround } from './rule-context.ts';

const replyWithinTurns = 3;

/**
 * Returns what one asked of another who agreed: meetings (`How about Tuesday?`, `Tuesday works`), quoted by the
 * acceptance, and requests (`Send me their names`, `Will do`), quoted by the request. Nothing is returned where the
 * reply is a promise of its own.
 */
export function findAgreedRequests(options: {
  context: RuleContext;
  promised: readonly FoundPromise[];
}): FoundPromise[] {
  const { context, promised } = options;
  const taken = new Set(promised.map((promise) => promise.sentence.index));
  const found: FoundPromise[] = [];
  for (const sentence of context.sentences) {
    if (taken.has(sentence.index) || isInJest(context, sentence.index)) continue;
    const agreed = agreedMeeting(context, { sentence, taken }) ?? agreedRequest(context, { sentence, taken });
    if (agreed === null || found.some((other) => other.sentence.index === agreed.sentence.index)) continue;
    found.push(agreed);
  }
  return found;
}

function agreedMeeting(
  context: RuleContext,
  options: { sentence: Sentence; taken: ReadonlySet<number> },
): FoundPromise | null {
  const { sentence, taken } = options;
  if (cue(context, { sentence: sentence.index, section: 'commit.propose_meeting' }) === 0) return null;
  for (const reply of repliesTo(context, sentence)) {
    if (reply.hasQuestionMark || isUncertain(context, reply)) continue;
    const invites = cue(context, { sentence: reply.index, section: 'commit.accept_you' }) > 0;
    const accepts = invites || cue(context, { sentence: reply.index, section: 'commit.accept' }) > 0;
    if (!accepts) continue;
    if (taken.has(reply.index)) return null;
    const owner = invites ? sentence.speaker : reply.speaker;
    return { sentence: reply, last: lastAccepting(context, reply), owner, rule: 'commit.meeting', confidence: 0.8 };
  }
  return null;
}

/** `If July goes well, maybe in August.` asks for nothing and agrees to nothing. */
function isUncertain(context: RuleContext, reply: Sentence): boolean {
  const supposed = context.cues[reply.index]?.get('hypothetical');
  return supposed?.from === 0 || cue(context, { sentence: reply.index, section: 'hedge' }) > 0;
}

/** `Thursday the first. Yes, two o'clock, let's do that.`: the sentences that go on accepting. */
function lastAccepting(context: RuleContext, reply: Sentence): Sentence {
  const next = context.sentences[reply.index + 1];
  if (next === undefined || next.turn !== reply.turn || next.hasQuestionMark) return reply;
  const accepts = ['commit.accept', 'agreement'].some(
    (section) => cue(context, { sentence: next.index, section }) > 0.8,
  );
  return accepts ? next : reply;
}

function agreedRequest(
  context: RuleContext,
  options: { sentence: Sentence; taken: ReadonlySet<number> },
): FoundPromise | null {
  const { sentence, taken } = options;
  if (cue(context, { sentence: sentence.index, section: 'commit.request' }) === 0) return null;
  if (cue(context, { sentence: sentence.index, section: 'commit.during' }) > 0 || isUncertain(context, sentence))
    return null;
  const replies = repliesTo(context, sentence);
  const first = replies[0];
  if (first === undefined || cue(context, { sentence: first.index, section: 'commit.agree' }) === 0) return null;
  if (replies.some((reply) => taken.has(reply.index) && reply.turn === first.turn)) return null;
  return { sentence, last: sentence, owner: first.speaker, rule: 'commit.request', confidence: 0.7 };
}

/** The sentences of the next turns that another speaker says. */
function repliesTo(context: RuleContext, sentence: Sentence): Sentence[] {
  return turnsAround(context, { turn: sentence.turn, step: 1, most: replyWithinTurns })
    .filter(({ speaker }) => speaker !== sentence.speaker)
    .flatMap(({ turn }) => sentencesOfTurn(context, turn));
}
