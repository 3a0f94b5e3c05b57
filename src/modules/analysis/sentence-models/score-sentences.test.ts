import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { loadSentenceModels } from './load-models.ts';
import { scoreSegments } from './score-segments.ts';
import { scoreSentences, sentenceLabels } from './score-sentences.ts';
import { segmentsOf, wordsOf } from './segment.ts';

const talk = [
  { speaker: 'Ana', text: 'Hello everybody. Can you hear me? It has been raining all week.' },
  { speaker: 'Ben', text: 'Yes. We use a spreadsheet for the balances, and nobody trusts the numbers in it.' },
  { speaker: 'Ana', text: 'I see. Our queue sorts the residents by how long they have owed rent.' },
  { speaker: 'Ben', text: 'Okay. That looks good to me. What does it cost?' },
  {
    speaker: 'Ana',
    text: 'Three dollars a unit. So for the next meeting I will prepare the numbers and send you an email.',
  },
  { speaker: 'Ben', text: 'Great. Bye.' },
];

test('a promise for the next meeting is likelier an action item than any other sentence', () => {
  const document = createDocument({ transcript: transcriptOf(talk) });
  const { actionItem } = scoreSentences({ document, models: loadSentenceModels('meetings') });
  const best = actionItem.probabilities.indexOf(Math.max(...actionItem.probabilities));
  assert.match(document.sentences[best]?.text ?? '', /for the next meeting I will prepare/);
});

test('a question is told from its words alone, without its mark', () => {
  const models = loadSentenceModels('persuasion');
  const segments = ['we have four hundred units', 'how do you charge for that', 'we are happy with it'].map((text) => ({
    words: wordsOf(text),
    speaker: 'Ben',
    startMs: null,
    endMs: null,
  }));
  const scores = scoreSegments({ models, segments, labels: ['question'] }).get('question');
  assert.ok(scores !== undefined);
  assert.deepEqual(
    Array.from(scores.logOdds, (logOdds) => logOdds >= scores.threshold),
    [false, true, false],
  );
});

test('every sentence has one probability a label, the same each time', () => {
  const document = createDocument({ transcript: transcriptOf(talk) });
  const models = loadSentenceModels('meetings');
  const once = scoreSentences({ document, models });
  const twice = scoreSentences({ document, models });
  for (const label of sentenceLabels) {
    assert.equal(once[label].probabilities.length, document.sentences.length);
    assert.ok(once[label].probabilities.every((probability) => probability > 0 && probability < 1));
    assert.deepEqual(once[label], twice[label]);
  }
});

test('missing times and an empty call are no obstacle', () => {
  const models = loadSentenceModels('meetings');
  const empty = createDocument({ transcript: transcriptOf([]) });
  assert.equal(scoreSentences({ document: empty, models }).summary.probabilities.length, 0);
  const silent = createDocument({ transcript: transcriptOf(['...']) });
  for (const { probabilities } of Object.values(scoreSentences({ document: silent, models }))) {
    assert.ok(probabilities.every(Number.isFinite));
  }
});

test('a segment is a sentence with its lower-case words', () => {
  const document = createDocument({ transcript: transcriptOf([{ speaker: 'Ana', text: "We'll see. Okay?" }]) });
  assert.deepEqual(
    segmentsOf(document).map(({ words, speaker }) => ({ words, speaker })),
    [
      { words: ["we'll", 'see'], speaker: 'Ana' },
      { words: ['okay'], speaker: 'Ana' },
    ],
  );
});

test('the weight files name their corpus, licence, command, seed and samples', () => {
  for (const name of ['meetings', 'persuasion'] as const) {
    const { provenance } = loadSentenceModels(name);
    assert.match(provenance.licence, /^(?:CC BY 4\.0|Apache-2\.0)$/);
    assert.match(provenance.command, /^node scripts\/train\/train-\w+\.ts --seed \d+ --date \d{4}-\d\d-\d\d$/);
    assert.ok((provenance.samples['segments'] ?? 0) > 1000);
  }
});
