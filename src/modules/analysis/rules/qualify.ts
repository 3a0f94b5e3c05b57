import type { ElementVoice, Findings, MethodElement, QualificationElement, QualificationMethod } from '#contracts';
import type { Sentence } from '../language/index.ts';
import { describeMethods, type KnownElement, knownMethods } from '../methods/index.ts';
import { probabilityOf } from '../sentence-models/index.ts';
import { tidyQuote } from '../summary/index.ts';
import { questionConfidence } from './find-questions.ts';
import type { SalesScores } from './learned/index.ts';
import type { OwnPhrases } from './lexicons/load-matcher.ts';
import { isInJest, isSaidOfOthers, together } from './modality.ts';
import { cue, type RuleContext, sentenceClaim, sentencesOfTurn, turnBefore, wordCount } from './rule-context.ts';

/** On calls that the words were not learned from, fewer are found from here on up and no more of them are right. */
const threshold = 0.3;
/** How far the learned words are trusted. */
const learnedWeight = 0.9;
const shortWords = 6;
const fewestWords = 4;
const leastChance = 0.3;
const unknown: QualificationElement = { status: 'unknown' };

/** What an element is looked for with. */
interface Search extends Pick<KnownElement, 'section' | 'prompt' | 'needs' | 'against' | 'pastCounts'> {
  /** Whose sentences are read; null for everybody's. */
  readonly listenTo: ElementVoice;
  /** The label of the words that were learned for it; null where none were. */
  readonly learned: string | null;
}

interface Sources {
  readonly context: RuleContext;
  readonly sales: SalesScores;
}

/**
 * Returns what was said for each element of the given methods, with its quote. An element that nobody spoke of is
 * unknown; nothing is inferred from other elements.
 */
export function qualify({
  methods,
  ...sources
}: Sources & { methods: readonly QualificationMethod[] }): Pick<Findings, 'qualificationMethods' | 'qualification'> {
  const found = new Map<string, Found | null>();
  const qualification = methods.map((method) => {
    const elements = method.elements.map((element) => {
      const field = `qualification.${method.id}.${element.key}`;
      const search = searchFor({ method, element });
      const best = found.has(search.section) ? found.get(search.section) : bestSentence(sources, search);
      found.set(search.section, best ?? null);
      return [element.key, elementOf(sources.context, { field, search, best: best ?? null })] as const;
    });
    return [method.id, Object.fromEntries(elements)] as const;
  });
  return { qualificationMethods: describeMethods(methods), qualification: Object.fromEntries(qualification) };
}

/** The phrases that methods bring themselves, under the names by which `qualify` looks for them. */
export function ownPhrases(methods: readonly QualificationMethod[]): OwnPhrases[] {
  return methods.flatMap((method) =>
    method.elements.flatMap((element) =>
      element.phrases === undefined ? [] : [{ section: ownSection({ method, element }), lines: element.phrases }],
    ),
  );
}

interface Place {
  readonly method: QualificationMethod;
  readonly element: MethodElement;
}

function ownSection({ method, element }: Place): string {
  return `method.${method.id}.${element.key}`;
}

function searchFor(place: Place): Search {
  const { element = '', side = null } = place.element;
  const known = knownMethods().elements.get(element);
  if (known === undefined) return { section: ownSection(place), listenTo: side, learned: null };
  const { listenTo = known.side, ...search } = known;
  return { ...search, listenTo, learned: listenTo === 'external' ? `qualify.${element}` : null };
}

interface Found {
  readonly sentence: Sentence;
  readonly score: number;
}

function elementOf(
  context: RuleContext,
  options: { field: string; search: Search; best: Found | null },
): QualificationElement {
  const { field, search, best } = options;
  if (best === null) return unknown;
  const claim = sentenceClaim(context, {
    sentence: best.sentence,
    field,
    rule: search.section,
    confidence: best.score,
  });
  return { ...claim, status: 'known', value: tidyQuote(claim.quote) };
}

function bestSentence(sources: Sources, search: Search): Found | null {
  const { context } = sources;
  if (!canBeHeard(context, search.listenTo)) return null;
  let best: Found | null = null;
  for (const sentence of context.sentences) {
    if (search.listenTo !== null && sentence.side !== search.listenTo) continue;
    const score = scoreElement(sources, { sentence, search });
    if (score >= threshold && (best === null || score > best.score)) best = { sentence, score };
  }
  return best;
}

/** What we do is done to a buyer: where nobody else is known to speak, there is nothing to hear. */
function canBeHeard({ speakers }: RuleContext, listenTo: ElementVoice): boolean {
  const sides = new Set(speakers.values());
  return sides.has('external') || (listenTo === null && sides.has('unknown'));
}

function scoreElement(sources: Sources, options: { sentence: Sentence; search: Search }): number {
  const { context, sales } = sources;
  const { sentence, search } = options;
  const at = sentence.index;
  const found = cue(context, { sentence: at, section: search.section });
  const prompted = search.prompt === undefined ? 0 : promptedBefore(context, { sentence, section: search.prompt });
  const learned = search.learned === null ? 0 : probabilityOf(sales.text({ sentence, label: search.learned }));
  const size = wordCount(context, sentence);
  if (size < fewestWords || (found === 0 && learned < leastChance && (prompted === 0 || size < shortWords))) return 0;
  if (sentence.side !== 'internal' && !isStated(context, sentence)) return 0;
  if (search.needs !== undefined && !holds(context, { sentence, needs: search.needs })) return 0;
  let score = together([found * 0.7, prompted * 0.45, learned * learnedWeight]);
  if (size < shortWords) score *= 0.9;
  if (search.pastCounts !== true && cue(context, { sentence: at, section: 'past.told' }) > 0) score *= 0.85;
  for (const section of search.against ?? []) {
    if (cue(context, { sentence: at, section }) >= 0.75) score *= 0.8;
  }
  return score;
}

/** Whether a sentence of the buyer says something of the buyer; our own questions and examples are what we do. */
function isStated(context: RuleContext, sentence: Sentence): boolean {
  if (questionConfidence(context, sentence) > 0 || sentence.hasQuestionMark) return false;
  return !isSaidOfOthers(context, sentence.index) && !isInJest(context, sentence.index);
}

function holds(context: RuleContext, options: { sentence: Sentence; needs: NonNullable<Search['needs']> }): boolean {
  const spans = context.tokens[options.sentence.index]?.spans;
  if (spans === undefined) return false;
  if (options.needs === 'figure') return spans.has('money') || spans.has('number');
  return spans.has(options.needs);
}

function promptedBefore(context: RuleContext, options: { sentence: Sentence; section: string }): number {
  const before = turnBefore(context, options.sentence.turn);
  if (before?.side !== 'internal') return 0;
  const asked = sentencesOfTurn(context, before.turn).slice(-2);
  return Math.max(0, ...asked.map((entry) => cue(context, { sentence: entry.index, section: options.section })));
}
