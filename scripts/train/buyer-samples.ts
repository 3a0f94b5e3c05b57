import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createUtterances, type Reader, type Utterance } from '#modules/analysis/buyer-models';
import { createDocument, findWords, type Sentence } from '#modules/analysis/language';
import { overlaps, placesOf } from '../../evals/match-truth.ts';
import { createPhrasingFinder } from './create-phrasing-finder.ts';
import { type JudgedCall, readDevelopmentCalls } from './read-development-calls.ts';
import { readOwnWorld } from './read-own-world.ts';
import { readWrittenCalls, readWrittenLines, type WrittenCall, type WrittenLine } from './read-training-text.ts';

/** What is learned: three questions about a sentence of the buyer. */
export const heads = ['objection', 'signal', 'risk'] as const;
export type Head = (typeof heads)[number];

/** One sentence of a buyer to learn from. */
export interface Sample {
  readonly utterance: Utterance;
  /** By head: the kind, `none`, or null where it is not known. */
  readonly labels: Readonly<Record<Head, string | null>>;
  /** Whose whole call it comes from; written lines and short calls are `lines`. */
  readonly author: 'lines' | 'examples' | 'development' | 'world';
  /** The call it comes from, or the written scene of a generated call; null for a single line. */
  readonly group: string | null;
  /** Whether it is learned from: what is said again and again in generated calls is learned twice. */
  readonly isLearned: boolean;
}

const fewestWords = 6;

const Line = z.strictObject({
  text: z.string().min(1),
  side: z.enum(['external', 'internal']),
  before: z.string().nullable(),
  label: z.string().regex(/^(?:none|(?:objection|signal|risk):[a-z_]+)$/u),
});

/** The lines of evals/development/lines.jsonl that a buyer says. */
export function samplesOfLines(file: URL, reader: Reader): Sample[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines
    .map((line) => Line.parse(JSON.parse(line)))
    .filter(({ side }) => side === 'external')
    .map(({ text, before, label }) => ({
      utterance: utteranceOf({ text, before, reader }),
      labels: labelsOfLine(label),
      author: 'lines',
      group: null,
      isLearned: true,
    }));
}

function utteranceOf(line: { text: string; before: string | null; reader: Reader }): Utterance {
  const { text, before, reader } = line;
  return {
    own: reader(wordsOf(text)),
    hasQuestionMark: text.endsWith('?'),
    before: before === null ? null : { readings: [reader(wordsOf(before))], hasQuestionMark: before.endsWith('?') },
    after: null,
    previous: null,
    position: null,
  };
}

/** What endangers a deal is often an objection too, and the other way round: a line names only one of them. */
function labelsOfLine(label: string): Sample['labels'] {
  const [head = 'none', kind = 'none'] = label.split(':');
  return {
    objection: head === 'objection' ? kind : head === 'risk' ? null : 'none',
    signal: head === 'signal' ? kind : 'none',
    risk: head === 'risk' ? kind : head === 'objection' ? null : 'none',
  };
}

/** The sentences and short calls of data/training. */
export function samplesOfTraining(folder: URL, reader: Reader): Sample[] {
  return [
    ...readWrittenLines(folder).map(({ text, labels }) => ({
      utterance: utteranceOf({ text, before: null, reader }),
      labels: labelsOf(labels),
      author: 'lines' as const,
      group: null,
      isLearned: true,
    })),
    ...readWrittenCalls(folder).flatMap((call) => samplesOfWrittenCall(call, reader)),
  ];
}

function samplesOfWrittenCall({ turns, marks }: WrittenCall, reader: Reader): Sample[] {
  const document = createDocument({
    transcript: {
      format: 'plain-text',
      externalId: null,
      title: null,
      startedAt: null,
      date: null,
      timeZone: 'UTC',
      parties: [],
      turns: [...turns],
      warnings: [],
    },
  });
  const utteranceIn = createUtterances({ document, reader });
  return document.sentences.flatMap((sentence) => {
    if (sentence.side !== 'external') return [];
    const utterance = utteranceIn(sentence);
    const labels = marks.filter((mark) => overlaps(mark, sentence)).flatMap((mark) => mark.labels);
    return [{ utterance, labels: labelsOf(labels), author: 'lines', group: null, isLearned: true }];
  });
}

function labelsOf(labels: WrittenLine['labels']): Sample['labels'] {
  function kindOf(head: Head): string {
    return labels.find((label) => label.startsWith(`${head}.`))?.split('.')[1] ?? 'none';
  }
  return { objection: kindOf('objection'), signal: kindOf('signal'), risk: kindOf('risk') };
}

/** The buyers' sentences of the judged calls in a folder. */
export function samplesOfCalls(options: { folder: URL; author: Sample['author']; reader: Reader }): Sample[] {
  const { folder, author, reader } = options;
  return readDevelopmentCalls(folder).flatMap((call) =>
    samplesOfCall(call, reader).map(({ text: _text, ...sample }) => ({
      ...sample,
      author,
      group: call.name,
      isLearned: true,
    })),
  );
}

/** The buyers' sentences of generated calls, grouped by the scene in which they were written. */
export function samplesOfWorld(reader: Reader): Sample[] {
  const findPhrasing = createPhrasingFinder();
  const said = new Map<string, number>();
  return readOwnWorld().flatMap((call) =>
    samplesOfCall(call, reader).map(({ text, ...sample }) => {
      const phrasing = findPhrasing(text);
      const times = said.get(phrasing?.sentence ?? text) ?? 0;
      said.set(phrasing?.sentence ?? text, times + 1);
      return { ...sample, author: 'world', group: phrasing?.scene ?? text, isLearned: times < 2 };
    }),
  );
}

type Spoken = Pick<Sample, 'utterance' | 'labels'> & { readonly text: string };

function samplesOfCall({ transcript, truth }: Pick<JudgedCall, 'transcript' | 'truth'>, reader: Reader): Spoken[] {
  const document = createDocument({ transcript });
  const marked = {
    objection: truth.objections,
    signal: truth.buyingSignals,
    risk: truth.risks.flatMap((risk) => (risk.quote === null ? [] : [{ ...risk, quote: risk.quote }])),
  };
  const places = heads.map((head) => ({
    head,
    marks: marked[head].flatMap((entry) => placesOf(transcript, entry).map((place) => ({ place, kind: entry.kind }))),
  }));
  const utteranceIn = createUtterances({ document, reader });
  return document.sentences.flatMap((sentence) => {
    if (sentence.side !== 'external') return [];
    const labels: Record<Head, string | null> = { objection: 'none', signal: 'none', risk: 'none' };
    for (const { head, marks } of places) {
      const mark = marks.find(({ place }) => overlaps(place, sentence));
      labels[head] = mark === undefined ? 'none' : isFragment(sentence, mark.place) ? null : mark.kind;
    }
    const text = (transcript.turns[sentence.turn]?.text ?? '').slice(sentence.start, sentence.end);
    return [{ utterance: utteranceIn(sentence), labels, text }];
  });
}

/** A few words of a longer quote (`Two.`) say by themselves nothing of what the quote is. */
function isFragment(sentence: Sentence, place: { start: number; end: number }): boolean {
  const isPart = place.start < sentence.start || place.end > sentence.end;
  return isPart && sentence.words.length < fewestWords;
}

function wordsOf(text: string): string[] {
  return findWords(text).map((word) => word.lower);
}
