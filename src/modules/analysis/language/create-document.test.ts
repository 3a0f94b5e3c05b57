import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from './create-document.ts';
import { evidenceForRange, evidenceForSentence } from './evidence-for.ts';
import { findWords, toSpaced } from './find-words.ts';

function sentencesOf(text: string): string[] {
  return createDocument({ transcript: transcriptOf([text]) }).sentences.map((sentence) => sentence.text);
}

test('sentences end at marks, not at abbreviations, initials, numbers or ellipses', () => {
  assert.deepEqual(sentencesOf('Dr. Ana Ruiz said $3.50 a unit. okay so we do it? Yeah... I think so.'), [
    'Dr. Ana Ruiz said $3.50 a unit.',
    'okay so we do it?',
    'Yeah... I think so.',
  ]);
  assert.deepEqual(sentencesOf('J. T. Moore and Plan B. See No. 4 at 3 p.m. on Monday. No. We won’t.'), [
    'J. T. Moore and Plan B.',
    'See No. 4 at 3 p.m. on Monday.',
    'No.',
    'We won’t.',
  ]);
  assert.deepEqual(sentencesOf('"Is it late?" she said. (It was.) Fine'), [
    '"Is it late?" she said.',
    '(It was.)',
    'Fine',
  ]);
});

test('sentences hold every word of a turn in order and lie inside it', () => {
  const text = '  well, um,  so... we have 2,400 units;  R&D asked? "Yes!" they said — and e.g. Ana R. Ruiz.  ';
  const { sentences } = createDocument({ transcript: transcriptOf([text]) });
  const words = sentences.flatMap((sentence) => sentence.words.map((word) => word.text));
  assert.deepEqual(
    words,
    findWords(text).map((word) => word.text),
  );
  for (const sentence of sentences) {
    assert.equal(text.slice(sentence.start, sentence.end), sentence.text);
    assert.equal(sentence.text, sentence.text.trim());
    for (const word of sentence.words) assert.equal(text.slice(word.start, word.end), word.text);
  }
});

test('three hundred words without a mark are cut at pauses, cues and clauses', () => {
  const clause = 'and we told them that the numbers would be there by the end of the day';
  const text = Array.from({ length: 20 }, () => clause).join(' ');
  const plain = createDocument({ transcript: transcriptOf([text]) }).sentences;
  assert.ok(plain.length >= 10);
  assert.ok(plain.every((sentence) => sentence.words.length <= 28));
  assert.ok(plain.every((sentence) => sentence.words[0]?.lower === 'and'));

  const half = text.indexOf('by the end', text.length / 2);
  const cues = [
    { start: 0, end: half - 1, startMs: 0, endMs: 60_000 },
    { start: half, end: text.length, startMs: 62_000, endMs: 120_000 },
  ];
  const timed = createDocument({ transcript: transcriptOf([{ text, startMs: 0, endMs: 120_000, cues }]) }).sentences;
  assert.ok(timed.some((sentence) => sentence.start === half && sentence.startMs === 62_000));
});

test('times come from the cues a sentence overlaps, interpolated inside them', () => {
  const text = 'One two. Three four.';
  const cues = [
    { start: 0, end: 8, startMs: 1000, endMs: 2000 },
    { start: 9, end: 20, startMs: 5000, endMs: 6100 },
  ];
  const [first, second] = createDocument({
    transcript: transcriptOf([{ text, startMs: 1000, endMs: 6100, cues }]),
  }).sentences;
  assert.deepEqual([first?.startMs, first?.endMs, second?.startMs, second?.endMs], [1000, 2000, 5000, 6100]);
  const [only] = createDocument({ transcript: transcriptOf([{ text, startMs: 0, endMs: 2000 }]) }).sentences;
  assert.deepEqual([only?.startMs, only?.endMs], [0, 800]);
  const [untimed] = createDocument({ transcript: transcriptOf([text]) }).sentences;
  assert.deepEqual([untimed?.startMs, untimed?.endMs], [null, null]);
});

test('evidence is a slice of the turn with the sentence it begins in', () => {
  const document = createDocument({
    transcript: transcriptOf(['Hello.', { speaker: 'Ana', side: 'external', text: 'We pay too much. It hurts us.' }]),
  });
  const second = document.sentences[2];
  assert.ok(second !== undefined);
  assert.deepEqual(evidenceForSentence(second), {
    quote: 'It hurts us.',
    turn: 1,
    start: 17,
    end: 29,
    speaker: 'Ana',
    side: 'external',
    sentence: '1.1',
    startMs: null,
    endMs: null,
  });
  const range = evidenceForRange(document, { turn: 1, start: 7, end: 20 });
  assert.deepEqual([range.quote, range.sentence], ['too much. It ', '1.0']);
  assert.throws(() => evidenceForRange(document, { turn: 1, start: 5, end: 90 }), RangeError);
});

test('turns without text, and what is not a letter, break nothing', () => {
  const document = createDocument({ transcript: transcriptOf(['', '…', '👍 👍', 'Ok.']) });
  assert.deepEqual(document.turnSentences, [
    { first: 0, end: 0 },
    { first: 0, end: 1 },
    { first: 1, end: 2 },
    { first: 2, end: 3 },
  ]);
  assert.equal(document.sentences[0]?.spaced, ' ');
});

test('phrases and sentences meet in one form', () => {
  assert.equal(toSpaced('Follow-up, “don’t”  $3.50 12%!'), " follow up don't $3.50 12% ");
  assert.equal(toSpaced('—'), '');
});
