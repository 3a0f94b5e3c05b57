import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../../language/index.ts';
import { createMatcher } from './create-matcher.ts';
import { parsePattern } from './parse-pattern.ts';
import { type SpanName, tokensOf } from './tokens.ts';

function found(pattern: string, text: string): string | null {
  return foundWith({ pattern, text, spans: [] });
}

function foundWith(options: {
  pattern: string;
  text: string;
  spans: readonly (readonly [SpanName, string])[];
}): string | null {
  const { pattern, text, spans } = options;
  const document = createDocument({ transcript: transcriptOf([text]) });
  const [sentence] = document.sentences;
  assert.ok(sentence !== undefined);
  const places = new Map(
    spans.map(([name, said]) => {
      const start = text.indexOf(said);
      return [name, [{ turn: 0, start, end: start + said.length }]] as const;
    }),
  );
  const tokens = tokensOf({ document, sentence, spans: places });
  const classes = new Map([
    ['we', [[{ kind: 'words' as const, words: new Set(['i', 'we']), prefixes: [], optional: false }]]],
  ]);
  const nodes = parsePattern({ line: pattern, classes, origin: 'test' });
  const match = createMatcher([{ section: 'test', weight: 1, nodes }])
    .find(tokens)
    .get('test');
  return match === undefined ? null : tokens.forms.slice(match.from, match.to).join(' ');
}

describe('a lexicon pattern', () => {
  it('matches whole words, case aside', () => {
    assert.equal(found('too expensive', 'That is Too Expensive.'), 'too expensive');
    assert.equal(found('expense', 'That is too expensive.'), null);
  });

  it('sees through contractions on both sides', () => {
    assert.equal(found("can't afford", 'We cannot afford that.'), 'can not afford');
    assert.equal(found('can not afford', "We can't afford that."), 'can not afford');
    assert.equal(found('we will send', "We'll send it."), 'we will send');
  });

  it('leaves hesitations and asides out', () => {
    assert.equal(found('we can not afford', "We, um, can't, you know, afford that."), 'we can not afford');
  });

  it('takes alternatives, what may lack, prefixes and gaps', () => {
    assert.equal(found('(really|just)? too|very pric*', 'It is really too pricey.'), 'really too pricey');
    assert.equal(found('sign ..2 today', 'I would sign it right today.'), 'sign it right today');
    assert.equal(found('sign ..2 today', 'I would sign it all right now today.'), null);
    assert.equal(found('@we (would|will) (sign it|buy)', 'We would buy.'), 'we would buy');
  });

  it('knows where clauses and sentences begin and end', () => {
    assert.equal(found('^ deal $', 'Okay, deal.'), 'deal');
    assert.equal(found('^^ deal', 'It is a deal.'), null);
    assert.equal(found('^^ deal', 'Well, so, deal.'), 'deal');
    assert.equal(found('^ but', 'It is fine, but late.'), 'but');
  });

  it('refuses a word that must not follow', () => {
    assert.equal(found('how much !of', 'How much of it came in?'), null);
    assert.equal(found('how much !of', 'How much is it?'), 'how much');
  });

  it('takes what was recognized as one, whatever it says', () => {
    assert.equal(
      foundWith({
        pattern: 'at <money> i am in',
        text: 'At two sixty a unit I am in.',
        spans: [['money', 'two sixty a unit']],
      }),
      'at two sixty a unit i am in',
    );
    assert.equal(
      foundWith({ pattern: '<date> is good', text: "Next Tuesday's good.", spans: [['date', 'Next Tuesday']] }),
      'next tuesday is good',
    );
  });

  it('is refused with its place when it cannot be read', () => {
    assert.throws(() => parsePattern({ line: 'a (b|c', classes: new Map(), origin: 'my.txt, line 3' }), {
      code: 'lexicon.invalid',
      message: /closing bracket.*my\.txt, line 3/u,
    });
    assert.throws(() => parsePattern({ line: '@nobody', classes: new Map(), origin: 'x' }), {
      code: 'lexicon.invalid',
    });
    assert.throws(() => parsePattern({ line: '<place>', classes: new Map(), origin: 'x' }), {
      code: 'lexicon.invalid',
    });
  });

  it('is not misled by words that are names of object members', () => {
    assert.equal(found('the constructor', 'Ask the constructor.'), 'the constructor');
  });
});
