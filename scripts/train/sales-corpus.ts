import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { RiskKind, type Transcript, type Turn } from '#contracts';
import { createDocument, type Sentence } from '#modules/analysis';
import { placesOf } from '../../evals/match-truth.ts';
import { exampleSettings, type JudgedCall, readJudgedCalls } from '../../evals/score-calls.ts';
import { createRuleContext, type RuleContext } from '../../src/modules/analysis/rules/index.ts';
import { talkFeaturesOf, textFeaturesOf } from '../../src/modules/analysis/rules/learned/index.ts';
import { loadMatcher } from '../../src/modules/analysis/rules/lexicons/index.ts';
import { createPhrasingFinder } from './create-phrasing-finder.ts';
import { readOwnWorld } from './read-own-world.ts';

/** A sentence of a buyer with its labels, such as `objection.price`, and what the models see of it. */
export interface SalesSentence {
  /** The call it stands in, or the written scene of a generated call; null for a written sentence. */
  readonly group: string | null;
  /** Whether it is learned from: what is said again and again in generated calls is learned twice. */
  readonly isLearned: boolean;
  readonly labels: readonly string[];
  /** Labels of which it is not known whether the sentence carries one of theirs. */
  readonly unknown: readonly string[];
  readonly features: readonly string[];
  /** Empty for a written sentence, which stands in no talk. */
  readonly talk: readonly number[];
}

const writtenFolder = new URL('../../data/training/', import.meta.url);
const callFolders = [
  new URL('../../examples/calls/', import.meta.url),
  new URL('../../evals/development/', import.meta.url),
] as const;
const linesFile = new URL('../../evals/development/lines.jsonl', import.meta.url);
const callsFile = 'calls.txt';
/** In a heading: whether the lines tell of the buyer's business was not asked. */
const notQualified = 'qualify?';
const matcher = loadMatcher({ added: [] });

/** What the elements of the qualification methods that mean the same are learned as. */
const elementNames: Readonly<Record<string, string>> = {
  identifyPain: 'pain',
  need: 'pain',
  problem: 'pain',
  decision: 'decisionCriteria',
};

/** Reads data/training: a heading `[label label]`, then a sentence on every line. */
export function writtenSentences(): SalesSentence[] {
  return readdirSync(writtenFolder)
    .filter((file) => file.endsWith('.txt') && file !== callsFile)
    .sort()
    .flatMap((file) => {
      let labels: string[] = [];
      let isQualifyingKnown = true;
      return readFileSync(new URL(file, writtenFolder), 'utf8')
        .split('\n')
        .flatMap((line) => {
          if (line.trim() === '' || line.startsWith('# ')) return [];
          const heading = /^\[(.+)\]$/u.exec(line)?.[1];
          if (heading === undefined)
            return [
              {
                group: null,
                isLearned: true,
                labels,
                unknown: [...unknownFor(labels), ...(isQualifyingKnown ? [] : ['qualify'])],
                features: featuresOf(line),
                talk: [],
              },
            ];
          labels = heading.split(' ').filter((label) => label !== 'none');
          isQualifyingKnown = !labels.includes(notQualified);
          labels = labels.filter((label) => label !== notQualified);
          return [];
        });
    });
}

const Line = z.object({ text: z.string(), side: z.string(), label: z.string() });

/** The single lines of the development set that a buyer says. What endangers a deal may be an objection as well. */
export function developmentLines(): SalesSentence[] {
  return readFileSync(linesFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)))
    .filter(({ side }) => side === 'external')
    .map(({ text, label }) => {
      const name = label.replace(':', '.');
      const unknown = name.startsWith('risk.') ? ['objection'] : name.startsWith('objection.') ? ['risk'] : [];
      return {
        group: null,
        isLearned: true,
        labels: name === 'none' ? [] : [name],
        unknown,
        features: featuresOf(text),
        talk: [],
      };
    });
}

/** The sentences of the buyers in the example and development calls, labeled by their truths. */
export function callSentences(): SalesSentence[] {
  return callFolders.flatMap((folder) => readJudgedCalls(folder)).flatMap((judged) => sentencesOfCall(judged));
}

/** The same of generated calls: the group is the written scene, and their truths say nothing of qualification. */
export function worldSentences(): SalesSentence[] {
  const findPhrasing = createPhrasingFinder();
  const said = new Map<string, number>();
  return readOwnWorld().flatMap((judged) =>
    sentencesOfCall(judged).map(({ text, ...sentence }) => {
      const phrasing = findPhrasing(text);
      const times = said.get(phrasing?.sentence ?? text) ?? 0;
      said.set(phrasing?.sentence ?? text, times + 1);
      return { ...sentence, group: phrasing?.scene ?? text, isLearned: times < 2, unknown: ['qualify'] };
    }),
  );
}

function sentencesOfCall(
  judged: Pick<JudgedCall, 'name' | 'transcript' | 'truth'>,
): (SalesSentence & { text: string })[] {
  const context = contextOf(judged.transcript);
  const places = placesWithLabels(judged);
  return buyerSentences(context).map((sentence) => {
    const labels = places
      .filter(({ place }) => place.turn === sentence.turn && place.start < sentence.end && sentence.start < place.end)
      .map(({ label }) => label);
    const text = (judged.transcript.turns[sentence.turn]?.text ?? '').slice(sentence.start, sentence.end);
    return { ...toSalesSentence(context, { group: judged.name, sentence, labels }), text };
  });
}

/** A written sentence names what it was written for; of the rest only what is nothing at all is sure to be nothing. */
function unknownFor(labels: readonly string[]): string[] {
  if (labels.length === 0) return [];
  return ['objection', 'signal', 'risk', 'qualify'].filter((group) => !labels.some((label) => label.startsWith(group)));
}

/** The sentences of the buyers in the short written calls, each with the labels that stand behind it in brackets. */
export function writtenCallSentences(): SalesSentence[] {
  const text = readFileSync(new URL(callsFile, writtenFolder), 'utf8');
  const calls = text.split(/^== (.+)$/mu).slice(1);
  return calls.flatMap((body, index) =>
    index % 2 === 0 ? [] : sentencesOfWrittenCall(`written: ${calls[index - 1]}`, body),
  );
}

function sentencesOfWrittenCall(call: string, body: string): SalesSentence[] {
  const turns: Turn[] = [];
  const places: { turn: number; start: number; end: number; labels: string[] }[] = [];
  for (const line of body.split('\n')) {
    const [, who, said] = /^([IE]): (.+)$/u.exec(line) ?? [];
    if (said === undefined) continue;
    const side = who === 'I' ? ('internal' as const) : ('external' as const);
    const last = turns.at(-1);
    const goesOn = last?.side === side;
    let spoken = goesOn ? `${last.text} ` : '';
    const turn = goesOn ? last.turn : turns.length;
    for (const [, part = '', labels] of said.matchAll(/([^[]+)(?:\[([^\]]+)\]\s*)?/gu)) {
      const start = spoken.length;
      spoken += labels === undefined ? part : `${part.trim()} `;
      if (labels !== undefined) places.push({ turn, ...lastSentence(spoken, start), labels: labels.split(' ') });
    }
    const whole = { turn, speaker: side, side, text: spoken.trim(), startMs: null, endMs: null, cues: [] };
    if (goesOn) turns[turn] = whole;
    else turns.push(whole);
  }
  const context = contextOf(transcriptOf(turns));
  return buyerSentences(context).map((sentence) => {
    const own = places.filter(
      (place) => place.turn === sentence.turn && place.start < sentence.end && sentence.start < place.end,
    );
    return toSalesSentence(context, { group: call, sentence, labels: own.flatMap(({ labels }) => labels) });
  });
}

/** Labels belong to the sentence right before them. */
function lastSentence(spoken: string, from: number): { start: number; end: number } {
  const part = spoken.slice(from).trimEnd();
  const begin = part.slice(0, -1).search(/[.?!]\s+(?=[^.?!]*[.?!]?$)/u);
  return { start: begin < 0 ? from : from + begin + 2, end: from + part.length };
}

function buyerSentences(context: RuleContext): Sentence[] {
  return context.sentences.filter((sentence) => sentence.side === 'external' && sentence.words.length > 0);
}

function toSalesSentence(
  context: RuleContext,
  options: { group: string; sentence: Sentence; labels: readonly string[] },
): SalesSentence {
  const { group, sentence, labels } = options;
  const tokens = context.tokens[sentence.index];
  return {
    group,
    isLearned: true,
    labels: [...new Set(labels)],
    unknown: [],
    features: tokens === undefined ? [] : textFeaturesOf(tokens),
    talk: talkFeaturesOf(context, sentence),
  };
}

function placesWithLabels({ transcript, truth }: Pick<JudgedCall, 'transcript' | 'truth'>) {
  const marked = [
    ...truth.objections.map((entry) => ({ label: `objection.${entry.kind}`, entry })),
    ...truth.buyingSignals.map((entry) => ({ label: `signal.${entry.kind}`, entry })),
    ...truth.risks.flatMap((entry) =>
      entry.quote === null ? [] : [{ label: riskLabelOf(entry.kind), entry: { ...entry, quote: entry.quote } }],
    ),
    ...Object.values(truth.qualification).flatMap((elements) =>
      Object.entries(elements).flatMap(([name, entry]) =>
        entry === null ? [] : [{ label: `qualify.${elementNames[name] ?? name}`, entry }],
      ),
    ),
  ];
  return marked.flatMap(({ label, entry }) => placesOf(transcript, entry).map((place) => ({ label, place })));
}

/** What a truth calls a risk and the product tells as a gap is a risk of no kind. */
function riskLabelOf(kind: string): string {
  return `risk.${RiskKind.safeParse(kind).success ? kind : 'other'}`;
}

function featuresOf(line: string): string[] {
  const turn = { turn: 0, speaker: 'A', side: 'external' as const, text: line, startMs: null, endMs: null, cues: [] };
  const context = contextOf(transcriptOf([turn]));
  return [...new Set(context.tokens.flatMap((tokens) => textFeaturesOf(tokens)))];
}

function transcriptOf(turns: Turn[]): Transcript {
  return {
    format: 'plain-text',
    externalId: null,
    title: null,
    startedAt: null,
    date: '2026-09-02',
    timeZone: 'UTC',
    parties: [],
    turns,
    warnings: [],
  };
}

function contextOf(transcript: Transcript): RuleContext {
  const document = createDocument({ transcript });
  return createRuleContext({ input: { transcript, settings: exampleSettings() }, document, matcher });
}
