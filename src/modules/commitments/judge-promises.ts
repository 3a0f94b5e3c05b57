import type { AnalyzedCall, Evidence, Side } from '#contracts';
import { asksAfter, asksFor, type Fate, fateIn, fateOfAnswer, fateOfReply, tellsOfReceipt } from './fate-in.ts';
import { namedThings, tellingWords, withoutContainers } from './telling-words.ts';

/** A promise as it was made. */
export interface OpenPromise {
  readonly text: string;
  /** What was said just before, which often names the thing: “Can you get me the case study?” */
  readonly context: string;
  readonly side: Side;
  readonly dueDate: string | null;
}

export interface PromiseVerdict<Promised extends OpenPromise> {
  readonly promise: Promised;
  readonly outcome: Fate;
  readonly evidence: Evidence;
}

type LaterCall = Pick<AnalyzedCall, 'turns' | 'date'>;

/** How many of a promise's own words a later sentence shares before it surely speaks of that promise. */
const surelyShared = 2;
/** One word is enough where it names a thing that few sentences of the call speak of: “the recording”. */
const rareIn = 3;
/** So many sentences after the one that names the thing may say what became of it. */
const answerReach = 3;

/**
 * What a later call says of promises: for each the sentence that speaks of the same thing and says that it was done, or
 * was not. Of two promises the one that shares more with a sentence is meant. Nothing is concluded from silence.
 */
export function judgePromises<Promised extends OpenPromise>({
  promises,
  call,
}: {
  promises: readonly Promised[];
  call: LaterCall;
}): PromiseVerdict<Promised>[] {
  const sentences = sentencesOf(call);
  const candidates = promises.flatMap((promise) => candidatesOf({ promise, call, sentences }));
  return promises.flatMap((promise) => {
    const own = candidates.filter(
      (one) =>
        one.promise === promise &&
        candidates.every(
          ({ place, promise: other, score }) => place !== one.place || other === promise || score <= one.score,
        ),
    );
    const [best] = own.toSorted((one, other) => other.score - one.score || one.place - other.place);
    return best === undefined ? [] : [{ promise, outcome: best.outcome, evidence: best.evidence }];
  });
}

interface Found {
  readonly outcome: Fate;
  readonly evidence: Evidence;
}

interface Candidate<Promised extends OpenPromise> extends Found {
  readonly promise: Promised;
  /** Of the sentence that names the thing. */
  readonly place: number;
  readonly score: number;
}

interface Question<Promised extends OpenPromise> {
  readonly promise: Promised;
  readonly call: LaterCall;
  readonly sentences: readonly Sentence[];
}

/** Every sentence that speaks of the promised thing and says what became of it. */
function candidatesOf<Promised extends OpenPromise>(question: Question<Promised>): Candidate<Promised>[] {
  const { promise, call, sentences } = question;
  const wanted = wordsOf(promise);
  const isOver = promise.dueDate === null || call.date === null || promise.dueDate < call.date;
  return sentences.flatMap((sentence, place) => {
    const shared = [...sentence.words].filter((word) => wanted.has(word));
    if (shared.length === 0) return [];
    if (shared.length < surelyShared && !isNamed({ wanted, sentence, sentences })) return [];
    const found = fateAround({ question, place });
    if (found === null || (found.outcome === 'broken' && !isOver)) return [];
    return [{ ...found, promise, place, score: shared.length + shared.length / (wanted.size + 1) }];
  });
}

/** The words of the promise; where it names nothing itself, the things that were named before it. */
function wordsOf({ text, context }: OpenPromise): Set<string> {
  const own = tellingWords(text);
  if (own.size >= surelyShared) return own;
  const near = namedThings(context).slice(-2);
  return new Set([...own, ...near.flatMap((words) => [...words])]);
}

/** Whether most of a thing that the sentence names is in the promise, and the thing is no common topic of the call. */
function isNamed({
  wanted,
  sentence,
  sentences,
}: {
  wanted: ReadonlySet<string>;
  sentence: Sentence;
  sentences: readonly Sentence[];
}): boolean {
  return namedThings(sentence.evidence.quote).some((thing) => {
    const telling = [...withoutContainers(thing)];
    const known = telling.filter((word) => wanted.has(word));
    const isRare = known.some((word) => sentences.filter(({ words }) => words.has(word)).length <= rareIn);
    return isRare && 2 * known.length > telling.length;
  });
}

/** What the sentence says of the thing it names, or what those right after it say of it. */
function fateAround<Promised extends OpenPromise>({
  question,
  place,
}: {
  question: Question<Promised>;
  place: number;
}): Found | null {
  const { promise, sentences } = question;
  const [named, ...rest] = sentences.slice(place, place + 1 + answerReach);
  if (named === undefined) return null;
  const after = rest.filter(({ evidence }) => evidence.turn <= named.evidence.turn + 1);
  const { quote, side, turn } = named.evidence;
  const own = fateIn(quote);
  if (own !== null) return fits({ promise, found: { outcome: own, evidence: named.evidence } });
  const answer = after.find(({ evidence }) => evidence.turn > turn);
  if (answer !== undefined && asksAfter(quote)) {
    const outcome = fateOfAnswer(answer.evidence.quote);
    if (outcome !== null) return fits({ promise, found: { outcome, evidence: answer.evidence } });
  }
  const next = after.find(({ evidence }) => evidence.turn === turn);
  const further = next === undefined ? null : fateIn(next.evidence.quote);
  if (next !== undefined && further !== null)
    return fits({ promise, found: { outcome: further, evidence: next.evidence } });
  const isByWaiting = side !== promise.side && side !== 'unknown';
  const replies = isByWaiting ? after.filter(({ evidence }) => evidence.side === promise.side) : [];
  const reply = replies.map(({ evidence }) => fateOfReply(evidence.quote)).find((fate) => fate !== null);
  if (reply !== undefined) return { outcome: reply, evidence: named.evidence };
  const isAskedAgain = promise.dueDate !== null && isByWaiting && asksFor(quote);
  return isAskedAgain ? { outcome: 'broken', evidence: named.evidence } : null;
}

/** Who has something to get says that it came; whoever promised it does not thank for it. */
function fits({ promise, found }: { promise: OpenPromise; found: Found }): Found | null {
  const { side, quote } = found.evidence;
  if (found.outcome === 'broken' || promise.side === 'unknown' || side === 'unknown') return found;
  return tellsOfReceipt(quote) && side === promise.side ? null : found;
}

interface Sentence {
  readonly evidence: Evidence;
  readonly words: ReadonlySet<string>;
}

function sentencesOf({ turns }: LaterCall): Sentence[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return turns.flatMap((turn) =>
    [...segmenter.segment(turn.text)].flatMap(({ segment, index }, position) => {
      const quote = segment.trim();
      if (quote === '') return [];
      const start = index + segment.indexOf(quote);
      const evidence: Evidence = {
        quote,
        turn: turn.turn,
        start,
        end: start + quote.length,
        speaker: turn.speaker,
        side: turn.side,
        sentence: `${turn.turn}.${position}`,
        startMs: turn.startMs,
        endMs: turn.endMs,
      };
      return [{ evidence, words: tellingWords(quote) }];
    }),
  );
}
