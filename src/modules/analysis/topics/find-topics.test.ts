import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Topic } from '#contracts';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { findTopics } from './find-topics.ts';
import { shareOut } from './share-out.ts';
import { loadTopics } from './topic-lexicon.ts';

const lexicon = loadTopics();

test('stretches of a call get their topic, with shares that add up to one', () => {
  const security = [
    'Do you have a SOC 2 audit report?',
    'The encryption keys are rotated.',
    'And a penetration test every year.',
  ];
  const money = [
    'The price is $3.50 per unit.',
    'Is there a discount on the setup fee?',
    'The list price is high, and the fee per transaction too.',
  ];
  const document = createDocument({ transcript: transcriptOf([...security, ...money]) });
  const topics = findTopics({ document, lexicon }).map((topic) => Topic.parse(topic));
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  assert.deepEqual(byName.get('security_compliance')?.segments, [{ fromTurn: 0, toTurn: 2 }]);
  assert.deepEqual(byName.get('pricing')?.segments, [{ fromTurn: 3, toTurn: 5 }]);
  assert.equal(byName.get('pricing')?.basis, 'words');
  assert.equal(byName.get('pricing')?.evidence[0]?.rule, 'topic.pricing');
  assert.equal(Math.round(topics.reduce((total, topic) => total + topic.share, 0) * 10_000), 10_000);
});

function topicsOf(text: string): string[] {
  const document = createDocument({ transcript: transcriptOf([text]) });
  return findTopics({ document, lexicon }).map(({ name }) => name);
}

test('a word that also means something else does not make a topic by itself', () => {
  assert.deepEqual(topicsOf('We file it with the Canada Revenue Agency.'), ['other']);
  assert.deepEqual(topicsOf('It is very user-friendly.'), ['other']);
  assert.deepEqual(topicsOf('Do you have a recovery plan?'), ['security_compliance']);
  assert.deepEqual(topicsOf('We hand them to a collection agency.'), ['collections']);
  assert.deepEqual(topicsOf('The debt recovery takes a year.'), ['collections']);
  assert.deepEqual(topicsOf('The texts are resident-friendly.'), ['resident_experience']);
});

test('talk about nothing known is other, and a workspace adds words', () => {
  const document = createDocument({ transcript: transcriptOf(['The purple giraffe sings.', 'It does.']) });
  assert.deepEqual(
    findTopics({ document, lexicon }).map(({ name, share }) => [name, share]),
    [['other', 1]],
  );
  const added = loadTopics({ reporting: ['purple giraffe = 3'] });
  assert.equal(findTopics({ document, lexicon: added })[0]?.name, 'reporting');
});

test('shares are by time where every sentence has one', () => {
  const document = createDocument({
    transcript: transcriptOf([
      { text: 'The contract has a termination clause.', startMs: 0, endMs: 30_000 },
      { text: 'Payroll purple.', startMs: 30_000, endMs: 40_000 },
    ]),
  });
  const [first] = findTopics({ document, lexicon });
  assert.deepEqual([first?.basis, first?.name], ['time', 'contract']);
});

test('a call without a word has no topics', () => {
  assert.deepEqual(findTopics({ document: createDocument({ transcript: transcriptOf(['']) }), lexicon }), []);
});

test('shares are whole ten thousandths and lose nothing', () => {
  assert.deepEqual(shareOut([1, 1, 1]), [0.3334, 0.3333, 0.3333]);
  assert.deepEqual(shareOut([0, 0]), [0, 0]);
  const shares = shareOut([7, 11, 13, 17, 19, 23]);
  assert.equal(
    shares.reduce((total, share) => total + Math.round(share * 10_000), 0),
    10_000,
  );
});
