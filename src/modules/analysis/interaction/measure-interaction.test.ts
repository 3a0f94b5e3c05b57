import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interaction } from '#contracts';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { compileFillers, loadFillers } from './count-fillers.ts';
import { measureInteraction } from './measure-interaction.ts';

const fillers = compileFillers(['um', 'you know', 'kind of', '- what kind of']);

function measure(turns: Parameters<typeof transcriptOf>[0]): Interaction {
  const document = createDocument({ transcript: transcriptOf(turns) });
  return Interaction.parse(measureInteraction({ document, fillers }));
}

/**
 * Maya 0-10 s (cues 0-4 and 6-10), Ana 9-15 s (breaks in), Maya 18-20 s, Ana 20-30 s.
 * Maya talks 4 + 4 + 2 = 10 s, Ana 6 + 10 = 16 s; overlap 9-10 = 1 s; silence 4-6 and 15-18 = 5 s of 30.
 */
const timed = [
  {
    speaker: 'Maya',
    side: 'internal' as const,
    text: 'Um, hello Ana. How many units do you have?',
    startMs: 0,
    endMs: 10_000,
    cues: [
      { start: 0, end: 14, startMs: 0, endMs: 4000 },
      { start: 15, end: 42, startMs: 6000, endMs: 10_000 },
    ],
  },
  { speaker: 'Ana', side: 'external' as const, text: 'You know, about 2,400 units.', startMs: 9000, endMs: 15_000 },
  { speaker: 'Maya', side: 'internal' as const, text: 'What kind of units', startMs: 18_000, endMs: 20_000 },
  {
    speaker: 'Ana',
    side: 'external' as const,
    text: 'It is kind of mixed, um, mostly garden style.',
    startMs: 20_000,
    endMs: 30_000,
  },
];

test('figures by time equal the calculation by hand, overlap and pauses included', () => {
  assert.deepEqual(measure(timed), {
    basis: 'time',
    durationMs: 30_000,
    words: 27,
    turns: 4,
    speakers: [
      {
        speaker: 'Maya',
        side: 'internal',
        turns: 2,
        words: 13,
        talkMs: 10_000,
        talkRatio: 0.3846,
        longestMonologue: 10_000,
        longestMonologueTurn: 0,
        patienceMs: 3000,
        questions: 2,
        fillers: 1,
        fillersPer100Words: 7.69,
        wordsPerMinute: 78,
      },
      {
        speaker: 'Ana',
        side: 'external',
        turns: 2,
        words: 14,
        talkMs: 16_000,
        talkRatio: 0.6154,
        longestMonologue: 10_000,
        longestMonologueTurn: 3,
        patienceMs: 0,
        questions: 0,
        fillers: 3,
        fillersPer100Words: 21.43,
        wordsPerMinute: 52.5,
      },
    ],
    sides: [
      {
        side: 'internal',
        talkRatio: 0.3846,
        words: 13,
        talkMs: 10_000,
        longestMonologue: 10_000,
        patienceMs: 3000,
        questions: 2,
        questionsPerHour: 240,
        questionsPer100Words: null,
      },
      {
        side: 'external',
        talkRatio: 0.6154,
        words: 14,
        talkMs: 16_000,
        longestMonologue: 10_000,
        patienceMs: 0,
        questions: 0,
        questionsPerHour: 0,
        questionsPer100Words: null,
      },
    ],
    interactivity: 6,
    speakerChanges: 3,
    overlapMs: 1000,
    silenceMs: 5000,
    longestSilenceMs: 3000,
  });
});

test('a turn without times makes all figures figures of words', () => {
  const figures = measure([...timed, { speaker: 'Maya', side: 'internal', text: 'Thank you.' }]);
  assert.equal(figures.basis, 'words');
  assert.deepEqual(
    [figures.durationMs, figures.overlapMs, figures.silenceMs, figures.longestSilenceMs],
    [null, null, null, null],
  );
  const [maya, ana] = figures.speakers;
  assert.deepEqual([maya?.talkMs, maya?.talkRatio, maya?.longestMonologue, maya?.patienceMs], [null, 0.5172, 9, null]);
  assert.deepEqual([ana?.words, ana?.talkRatio, ana?.longestMonologue, ana?.wordsPerMinute], [14, 0.4828, 9, null]);
  assert.equal(figures.interactivity, 13.79);
  const rates = figures.sides.map(({ side, questions, questionsPerHour, questionsPer100Words }) => ({
    side,
    questions,
    questionsPerHour,
    questionsPer100Words,
  }));
  assert.deepEqual(rates, [
    { side: 'internal', questions: 2, questionsPerHour: null, questionsPer100Words: 6.9 },
    { side: 'external', questions: 0, questionsPerHour: null, questionsPer100Words: 0 },
  ]);
});

test('one speaker, nobody, and a speaker who talks over themself', () => {
  const alone = measure([{ speaker: 'Ana', text: 'Only me.', startMs: 0, endMs: 1000 }]);
  assert.deepEqual([alone.speakerChanges, alone.interactivity, alone.speakers[0]?.talkRatio], [0, 0, 1]);
  const nobody = measure(['', '…']);
  assert.deepEqual([nobody.basis, nobody.turns, nobody.words, nobody.speakers], ['words', 0, 0, []]);
  const doubled = measure([
    { speaker: 'Ana', text: 'One two.', startMs: 0, endMs: 2000 },
    { speaker: 'Ben', text: 'Three.', startMs: 2000, endMs: 3000 },
    { speaker: 'Ana', text: 'Four.', startMs: 1000, endMs: 2500 },
  ]);
  assert.equal(doubled.speakers[0]?.talkMs, 2500);
  assert.equal(doubled.overlapMs, 500);
});

test('the lexicon of fillers leaves out the phrases that only hold one', () => {
  const lexicon = loadFillers(['at the end of the day']);
  const document = createDocument({
    transcript: transcriptOf(['Um, what kind of fee is it, you know, at the end of the day? Do you know?']),
  });
  assert.equal(measureInteraction({ document, fillers: lexicon }).speakers[0]?.fillers, 3);
});
