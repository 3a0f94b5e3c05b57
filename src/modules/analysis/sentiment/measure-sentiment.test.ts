import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sentiment } from '#contracts';
import { type SpokenTurn, transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { findChanges } from './find-changes.ts';
import { measureSentiment } from './measure-sentiment.ts';
import { scoreSentence } from './score-sentence.ts';
import { loadSentimentLexicon } from './sentiment-lexicon.ts';

const lexicon = loadSentimentLexicon();
const smallTalk: ReadonlySet<number> = new Set();

function scoreOf(text: string): number {
  const [sentence] = createDocument({ transcript: transcriptOf([text]) }).sentences;
  assert.ok(sentence !== undefined);
  return scoreSentence(sentence, lexicon);
}

test('business talk feels as people mean it', () => {
  for (const text of ['That sounds great.', 'I love that.', 'No problem at all.', 'That is exactly what we need.']) {
    assert.ok(scoreOf(text) > 0, text);
  }
  for (const text of [
    'This is unacceptable.',
    'We are really frustrated.',
    "I'm not happy with that.",
    'It was a nightmare.',
  ]) {
    assert.ok(scoreOf(text) < 0, text);
  }
  for (const text of [
    'We have past-due charges in collections.',
    'The late fee is on the debt ledger.',
    'It is, like, in the file.',
  ]) {
    assert.equal(scoreOf(text), 0, text);
  }
});

const happy = [
  'That sounds great, I love it.',
  'This is fantastic, thank you.',
  'We are really happy with that.',
  'Perfect, that works great.',
];
const angry = [
  'This is unacceptable.',
  'We are very frustrated and disappointed.',
  'It was a terrible mess.',
  'That is a nightmare for us.',
];
const plain = [
  'We have fourteen properties.',
  'The file is in the folder.',
  'It runs at noon.',
  'She is in the office.',
];

function callOf(moods: readonly (readonly string[])[]): SpokenTurn[] {
  return moods.flatMap((texts, index) => [
    { speaker: 'Maya', side: 'internal' as const, text: plain[index % plain.length] ?? '' },
    { speaker: 'Ana', side: 'external' as const, text: texts[index % texts.length] ?? '' },
  ]);
}

test('a mood that turns is found within two turns, and noise has no turning point', () => {
  const turning = [...Array.from({ length: 20 }, () => happy), ...Array.from({ length: 20 }, () => angry)];
  const document = createDocument({ transcript: transcriptOf(callOf(turning)) });
  const sentiment = Sentiment.parse(measureSentiment({ document, lexicon, acts: [], smallTalk }));
  assert.equal(sentiment.turningPoints.length, 1);
  const [point] = sentiment.turningPoints;
  assert.equal(point?.direction, 'worse');
  assert.ok(Math.abs((point?.turn ?? 0) - 41) <= 2);
  assert.ok((point?.before ?? 0) > 0 && (point?.after ?? 0) < 0);
  const external = sentiment.sides.find(({ side }) => side === 'external');
  assert.equal(external?.label, 'mixed');
  assert.equal(sentiment.course.length, 10);
  assert.ok((sentiment.course[0]?.score ?? 0) > 0 && (sentiment.course.at(-1)?.score ?? 0) < 0);

  const noise = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? happy : angry));
  const restless = createDocument({ transcript: transcriptOf(callOf(noise)) });
  assert.deepEqual(measureSentiment({ document: restless, lexicon, acts: [], smallTalk }).turningPoints, []);
});

test('a call of one mood has its label, and one of none is neutral', () => {
  const labels = [happy, angry, plain].map((mood) => {
    const document = createDocument({ transcript: transcriptOf(callOf(Array.from({ length: 8 }, () => mood))) });
    return measureSentiment({ document, lexicon, acts: [], smallTalk }).overall.label;
  });
  assert.deepEqual(labels, ['positive', 'negative', 'neutral']);
  const empty = createDocument({ transcript: transcriptOf(['']) });
  assert.deepEqual(measureSentiment({ document: empty, lexicon, acts: [], smallTalk }), {
    overall: { score: 0, felt: { positive: 0, negative: 0, share: null }, label: 'neutral', sentences: 0 },
    sides: [],
    course: [],
    turningPoints: [],
  });
});

/** How a call feels of which every fifth sentence is this one, among plain ones. */
function overallOf(felt: string): Sentiment['overall'] {
  const said = Array.from({ length: 30 }, (_, index) => (index % 5 === 0 ? felt : (plain[index % 4] ?? '')));
  return measureSentiment({
    document: createDocument({ transcript: transcriptOf(said) }),
    lexicon,
    acts: [],
    smallTalk,
  }).overall;
}

test('a mean next to nothing is neutral, to whichever side it leans', () => {
  const slight = overallOf('That works.');
  assert.ok(slight.score > 0.01 && slight.score < 0.02, String(slight.score));
  assert.equal(slight.label, 'neutral');
  assert.equal(overallOf('That sounds great, I love it.').label, 'positive');
  assert.equal(overallOf('This is unacceptable.').label, 'negative');
});

test('levels that change twice are found twice, in order', () => {
  const wave = [...Array(15).fill(0.5), ...Array(15).fill(-0.4), ...Array(15).fill(0.6)].map(
    (level: number, index) => level + ((index * 7) % 5) / 20,
  );
  assert.deepEqual(
    findChanges(wave).map(({ index }) => index),
    [15, 30],
  );
  assert.deepEqual(findChanges([]), []);
  assert.deepEqual(findChanges(Array(100).fill(0.3)), []);
});

test('what sentences do counts to the mood, whatever their words feel like', () => {
  const document = createDocument({
    transcript: transcriptOf(Array.from({ length: 12 }, (_, at) => plain[at % 4] ?? '')),
  });
  const places = document.sentences.slice(0, 4).map(({ turn, start, end }) => ({ turn, start, end }));
  function labelWith(mood: number): string {
    const acts = places.map((place) => ({ ...place, mood }));
    return measureSentiment({ document, lexicon, acts, smallTalk }).overall.label;
  }
  assert.deepEqual([0.5, -0.5, 0].map(labelWith), ['positive', 'negative', 'neutral']);
  const both = places.flatMap((place, at) => [{ ...place, mood: at % 2 === 0 ? 0.5 : -0.5 }]);
  assert.equal(measureSentiment({ document, lexicon, acts: both, smallTalk }).overall.label, 'mixed');
  const twice = [...places, ...places].map((place) => ({ ...place, mood: 0.5 }));
  assert.equal(measureSentiment({ document, lexicon, acts: twice, smallTalk }).overall.score, 0.167);
});

/** A call of forty minutes, half a minute a turn, in which every other sentence of the buyer is plain. */
function timedCall(moods: readonly (readonly string[])[]): SpokenTurn[] {
  return moods.flatMap((texts, index): SpokenTurn[] => [
    {
      speaker: 'Maya',
      side: 'internal',
      text: plain[index % plain.length] ?? '',
      startMs: index * 60_000,
      endMs: index * 60_000 + 25_000,
    },
    {
      speaker: 'Ana',
      side: 'external',
      text: `${plain[(index + 1) % plain.length] ?? ''} ${texts[index % texts.length] ?? ''}`,
      startMs: index * 60_000 + 30_000,
      endMs: index * 60_000 + 55_000,
    },
  ]);
}

test('a buyer who turns at minute twenty is found within two turns, and has a course and a trend of its own', () => {
  const moods = Array.from({ length: 40 }, (_, minute) => (minute < 20 ? happy : angry));
  const document = createDocument({ transcript: transcriptOf(timedCall(moods)) });
  const { sides, turningPoints, course } = Sentiment.parse(
    measureSentiment({ document, lexicon, acts: [], smallTalk }),
  );
  assert.equal(turningPoints.length, 1);
  assert.equal(turningPoints[0]?.direction, 'worse');
  assert.ok(Math.abs((turningPoints[0]?.turn ?? 0) - 41) <= 2, `turn ${turningPoints[0]?.turn}`);
  const [ours, theirs] = sides;
  assert.deepEqual([ours?.side, ours?.trend], ['internal', 'steady']);
  assert.deepEqual([theirs?.side, theirs?.trend], ['external', 'worse']);
  assert.equal(theirs?.course.length, 10);
  assert.deepEqual(
    theirs?.course.map(({ score }) => Math.sign(score)),
    [1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
  );
  assert.ok(ours?.course.every(({ score }) => score === 0));
  assert.ok(theirs?.course.every(({ fromTurn, toTurn }) => fromTurn % 2 === 1 && toTurn % 2 === 1));
  assert.equal(theirs?.course[5]?.startMs, 20 * 60_000 + 30_000);
  assert.ok(course.every(({ score }, part) => Math.sign(score) === Math.sign(theirs?.course[part]?.score ?? 0)));
});

test('a side that says little has no trend, and where no side is known its course is that of the unknown', () => {
  const short = createDocument({ transcript: transcriptOf(callOf(Array.from({ length: 8 }, () => happy))) });
  const few = measureSentiment({ document: short, lexicon, acts: [], smallTalk });
  assert.deepEqual(
    few.sides.map(({ trend }) => trend),
    [null, null],
  );
  const turns = callOf(Array.from({ length: 30 }, (_, at) => (at < 15 ? angry : happy)));
  const unknown = turns.map((turn) => ({ ...turn, side: 'unknown' as const }));
  const { sides, course } = measureSentiment({
    document: createDocument({ transcript: transcriptOf(unknown) }),
    lexicon,
    acts: [],
    smallTalk,
  });
  assert.deepEqual(
    sides.map(({ side, trend }) => [side, trend]),
    [['unknown', 'better']],
  );
  assert.deepEqual(sides[0]?.course, course);
});

test('parts in which a side says nothing are left out of its course', () => {
  const turns: SpokenTurn[] = [
    ...Array.from(
      { length: 10 },
      (_, at): SpokenTurn => ({ speaker: 'Ana', side: 'external', text: happy[at % 4] ?? '' }),
    ),
    ...Array.from(
      { length: 10 },
      (_, at): SpokenTurn => ({ speaker: 'Maya', side: 'internal', text: plain[at % 4] ?? '' }),
    ),
  ];
  const { sides } = measureSentiment({
    document: createDocument({ transcript: transcriptOf(turns) }),
    lexicon,
    acts: [],
    smallTalk,
  });
  const [ours, theirs] = sides;
  const [last, first] = [theirs?.course.at(-1)?.toTurn ?? 0, ours?.course[0]?.fromTurn ?? 0];
  assert.ok(last < first && (theirs?.course.length ?? 0) < 10 && (ours?.course.length ?? 0) < 10);
});

test('politeness does not make a call positive in which the buyer resists', () => {
  const document = createDocument({
    transcript: transcriptOf(
      Array.from({ length: 16 }, (_, at): SpokenTurn => {
        const text = at % 2 === 0 ? 'Great, thank you so much.' : (plain[at % 4] ?? '');
        return { speaker: 'Ana', side: 'external', text };
      }),
    ),
  });
  const polite = new Set(document.sentences.filter(({ text }) => text.startsWith('Great')).map(({ index }) => index));
  const resisting = document.sentences.filter(({ index }) => index === 1 || index === 5 || index === 9);
  const acts = resisting.map(({ turn, start, end }) => ({ turn, start, end, mood: -0.4 }));
  const heard = measureSentiment({ document, lexicon, acts, smallTalk: polite });
  assert.equal(heard.overall.label, 'negative');
  assert.equal(heard.overall.sentences, 8);
  const approving = [
    ...acts,
    ...document.sentences.slice(11).map(({ turn, start, end }) => ({ turn, start, end, mood: 0.5 })),
  ];
  assert.equal(measureSentiment({ document, lexicon, acts: approving, smallTalk: polite }).overall.label, 'mixed');
});

test('a label says what it stands on: how many sentences feel what, and the share that is compared', () => {
  const document = createDocument({ transcript: transcriptOf(callOf([happy, happy, angry, angry, angry])) });
  const { overall, sides } = measureSentiment({ document, lexicon, acts: [], smallTalk });
  const buyer = sides.find(({ side }) => side === 'external');
  assert.deepEqual([buyer?.sentences, buyer?.felt?.positive, buyer?.felt?.negative], [5, 2, 3]);
  assert.ok(typeof buyer?.felt?.share === 'number' && buyer.felt.share < 0.52 && buyer.label !== 'positive');
  assert.equal(overall.felt?.negative, 3);
  const calm = createDocument({ transcript: transcriptOf(callOf([plain, plain])) });
  assert.equal(measureSentiment({ document: calm, lexicon, acts: [], smallTalk }).overall.felt?.share, null);
});
