import type { AnalysisInput, QualificationMethod } from '#contracts';
import { asData } from '#platform/llm';
import type { Document, Sentence } from '../language/document.ts';
import { meaningOf, voiceOf } from '../methods/index.ts';

/** One line of a prompt: a turn, or the part of a very long one that fits. */
export interface TranscriptLine {
  readonly turn: number;
  readonly text: string;
}

/** No line is longer than this; a longer turn becomes several lines with its number, cut between sentences. */
const maxLineCharacters = 6_000;

/** The call as lines of data. A turn's words can neither end their line nor close the tags around the transcript. */
export function renderLines(document: Document): TranscriptLine[] {
  return document.transcript.turns.flatMap((turn) => {
    const label = `[${turn.turn}] ${asData(turn.speaker)} (${turn.side}): `;
    return partsOf({ document, turn: turn.turn }).map((text) => ({ turn: turn.turn, text: label + asData(text) }));
  });
}

/**
 * What is known beside the words, and which elements of qualification are asked for. Names, titles and the methods of a
 * workspace come from files and are data too.
 */
export function renderContext({
  transcript,
  settings,
  methods,
}: AnalysisInput & { methods: readonly QualificationMethod[] }): string {
  const lines = [
    `Title: ${transcript.title === null ? 'unknown' : asData(transcript.title)}`,
    `Day of the call: ${transcript.date ?? 'unknown'}`,
    `Our products: ${namesOf(settings.products)}`,
    `Competitors: ${namesOf(settings.competitors)}`,
    'Elements of qualification:',
    ...methods.flatMap(({ id, elements }) =>
      elements.map(
        (element) => `- ${id}.${element.key} (${voiceOf(element) ?? 'either'} side): ${asData(meaningOf(element))}`,
      ),
    ),
  ];
  return `<context>\n${lines.join('\n')}\n</context>`;
}

function partsOf({ document, turn }: { document: Document; turn: number }): string[] {
  const text = document.transcript.turns[turn]?.text ?? '';
  if (text.length <= maxLineCharacters) return text.trim() === '' ? [] : [text];
  const bounds = document.turnSentences[turn] ?? { first: 0, end: 0 };
  const cuts: number[] = [0];
  for (const sentence of document.sentences.slice(bounds.first, bounds.end)) addCuts({ cuts, sentence });
  return cuts.map((start, index) => text.slice(start, cuts[index + 1])).filter((part) => part.trim() !== '');
}

function addCuts({ cuts, sentence }: { cuts: number[]; sentence: Sentence }): void {
  const last = cuts.at(-1) ?? 0;
  if (sentence.end - last <= maxLineCharacters) return;
  if (sentence.start > last) cuts.push(sentence.start);
  // A "sentence" without any end, as in a transcript without punctuation, is cut at its words.
  for (const word of sentence.words) {
    if (word.end - (cuts.at(-1) ?? 0) > maxLineCharacters) cuts.push(word.start);
  }
}

function namesOf(entries: readonly { name: string; aliases: readonly string[] }[]): string {
  if (entries.length === 0) return 'not listed';
  return entries.map(({ name, aliases }) => asData([name, ...aliases].join(' / '))).join(', ');
}
