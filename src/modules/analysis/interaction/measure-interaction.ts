import type { Interaction, Side, SpeakerFigures, Turn } from '#contracts';
import { type Document, isQuestion } from '../language/index.ts';
import { countFillers, type FillerLexicon } from './count-fillers.ts';
import { gapsOf, type Interval, lengthOf, overlapOf, talkOf, unionOf } from './intervals.ts';

/** What one turn adds to the figures. */
interface TurnFigures {
  readonly turn: Turn;
  readonly words: number;
  readonly questions: number;
  readonly fillers: number;
  readonly talk: readonly Interval[];
  /** From its first word to its last, pauses included; 0 without times. */
  readonly lengthMs: number;
  /** How long it let the speaker before wait, 0 where it broke in; null where it follows nobody else. */
  readonly waitMs: number | null;
}

interface Talk {
  readonly talkMs: number;
  readonly words: number;
}

interface Tally {
  readonly turns: readonly TurnFigures[];
  readonly isTimed: boolean;
  readonly talkMs: number;
  readonly words: number;
  readonly longest: TurnFigures | undefined;
  readonly patienceMs: number | null;
  readonly questions: number;
}

const sides: readonly Side[] = ['internal', 'external', 'unknown'];

/** Returns the figures of a call by the formulas of docs/metrics.md. Turns without a word count nowhere. */
export function measureInteraction(input: { document: Document; fillers: FillerLexicon }): Interaction {
  const turns = turnFigures(input.document, input.fillers);
  const isTimed = turns.length > 0 && turns.every(({ talk }) => talk.length > 0);
  const names = [...new Set(turns.map(({ turn }) => turn.speaker))];
  const tallies = names.map((name) =>
    tallyOf(
      turns.filter(({ turn }) => turn.speaker === name),
      isTimed,
    ),
  );
  const whole = { talkMs: sum(tallies, 'talkMs'), words: sum(tallies, 'words') };
  const spoken = unionOf(turns.flatMap(({ talk }) => talk));
  const durationMs = isTimed ? (spoken.at(-1)?.endMs ?? 0) - (spoken[0]?.startMs ?? 0) : null;
  const speakerChanges = turns.filter(({ waitMs }) => waitMs !== null).length;
  const unions = names.map((name) =>
    unionOf(turns.filter(({ turn }) => turn.speaker === name).flatMap(({ talk }) => talk)),
  );
  const gaps = gapsOf(spoken);
  return {
    basis: isTimed ? 'time' : 'words',
    durationMs,
    words: whole.words,
    turns: turns.length,
    speakers: tallies.map((tally) => speakerFigures(tally, whole)),
    sides: sides.flatMap((side) => {
      const members = tallies.filter((tally) => tally.turns[0]?.turn.side === side);
      return members.length === 0 ? [] : [sideFigures({ side, members, durationMs, whole })];
    }),
    interactivity: round(
      isTimed ? per(speakerChanges, (durationMs ?? 0) / 60_000) : per(speakerChanges, whole.words / 100),
      2,
    ),
    speakerChanges,
    overlapMs: isTimed ? overlapOf(unions) : null,
    silenceMs: isTimed ? gaps.reduce((total, gap) => total + gap, 0) : null,
    longestSilenceMs: isTimed ? gaps.reduce((most, gap) => Math.max(most, gap), 0) : null,
  };
}

function turnFigures(document: Document, fillers: FillerLexicon): TurnFigures[] {
  const figures: TurnFigures[] = [];
  for (const turn of document.transcript.turns) {
    const bounds = document.turnSentences[turn.turn];
    const sentences = bounds === undefined ? [] : document.sentences.slice(bounds.first, bounds.end);
    const words = sentences.reduce((total, sentence) => total + sentence.words.length, 0);
    if (words === 0) continue;
    const talk = talkOf(turn);
    const before = figures.at(-1);
    const follows = before !== undefined && before.turn.speaker !== turn.speaker;
    figures.push({
      turn,
      words,
      questions: sentences.filter((sentence) => isQuestion(sentence)).length,
      fillers: sentences.reduce((total, sentence) => total + countFillers(sentence, fillers), 0),
      talk,
      lengthMs: talk.length === 0 ? 0 : endOf(talk) - startOf(talk),
      waitMs: follows ? Math.max(0, startOf(talk) - endOf(before.talk)) : null,
    });
  }
  return figures;
}

function tallyOf(turns: readonly TurnFigures[], isTimed: boolean): Tally {
  const size = isTimed ? 'lengthMs' : 'words';
  let longest: TurnFigures | undefined;
  for (const figures of turns) if (longest === undefined || figures[size] > longest[size]) longest = figures;
  return {
    turns,
    isTimed,
    talkMs: lengthOf(unionOf(turns.flatMap(({ talk }) => talk))),
    words: sum(turns, 'words'),
    longest,
    patienceMs: isTimed ? meanWait(turns) : null,
    questions: sum(turns, 'questions'),
  };
}

function meanWait(turns: readonly TurnFigures[]): number | null {
  const waits = turns.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs]));
  return waits.length === 0 ? null : round(waits.reduce((total, wait) => total + wait, 0) / waits.length, 1);
}

function speakerFigures(tally: Tally, whole: Talk): SpeakerFigures {
  const { isTimed, longest, words } = tally;
  const first = tally.turns[0]?.turn;
  const fillers = sum(tally.turns, 'fillers');
  return {
    speaker: first?.speaker ?? '',
    side: first?.side ?? 'unknown',
    turns: tally.turns.length,
    words,
    talkMs: isTimed ? tally.talkMs : null,
    talkRatio: shareOf({ part: tally, whole, isTimed }),
    longestMonologue: longest === undefined ? 0 : isTimed ? longest.lengthMs : longest.words,
    longestMonologueTurn: longest?.turn.turn ?? null,
    patienceMs: tally.patienceMs,
    questions: tally.questions,
    fillers,
    fillersPer100Words: round(per(fillers, words / 100), 2),
    wordsPerMinute: isTimed && tally.talkMs > 0 ? round(words / (tally.talkMs / 60_000), 1) : null,
  };
}

function sideFigures(input: {
  side: Side;
  members: readonly Tally[];
  durationMs: number | null;
  whole: Talk;
}): Interaction['sides'][number] {
  const { side, members, durationMs } = input;
  const part = { talkMs: sum(members, 'talkMs'), words: sum(members, 'words') };
  const questions = sum(members, 'questions');
  const isTimed = durationMs !== null;
  return {
    side,
    talkRatio: shareOf({ part, whole: input.whole, isTimed }),
    words: part.words,
    talkMs: isTimed ? part.talkMs : null,
    longestMonologue: Math.max(0, ...members.map(({ longest }) => (isTimed ? longest?.lengthMs : longest?.words) ?? 0)),
    patienceMs: isTimed ? meanWait(members.flatMap(({ turns }) => turns)) : null,
    questions,
    questionsPerHour: isTimed && durationMs > 0 ? round(questions / (durationMs / 3_600_000), 1) : null,
    questionsPer100Words: isTimed ? null : round(per(questions, input.whole.words / 100), 2),
  };
}

function shareOf({ part, whole, isTimed }: { part: Talk; whole: Talk; isTimed: boolean }): number {
  return isTimed ? ratio(part.talkMs, whole.talkMs) : ratio(part.words, whole.words);
}

function startOf(talk: readonly Interval[]): number {
  return talk.reduce((least, { startMs }) => Math.min(least, startMs), talk[0]?.startMs ?? 0);
}

function endOf(talk: readonly Interval[]): number {
  return talk.reduce((most, { endMs }) => Math.max(most, endMs), 0);
}

function sum<Key extends string>(items: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return items.reduce((total, item) => total + item[key], 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole, 4);
}

function per(count: number, units: number): number {
  return units === 0 ? 0 : count / units;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
