import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Side } from '#contracts';
import { judgePromises } from './judge-promises.ts';

const workflow = {
  text: 'I will send you the collections workflow by Friday.',
  context: '',
  side: 'internal' as const,
  dueDate: '2026-09-11',
};

type Line = readonly [Side, string];

function judged(options: { promises: readonly (typeof workflow)[]; said: readonly Line[]; date?: string }) {
  const { promises, said, date = '2026-09-15' } = options;
  const turns = said.map(([side, text], turn) => {
    const speaker = side === 'internal' ? 'Maya Okafor' : 'Ana Ruiz';
    return { turn, speaker, side, text, startMs: null, endMs: null };
  });
  return judgePromises({ promises, call: { turns, date } });
}

/** What a buyer's words say of the promised workflow. */
function fateBy(...said: readonly string[]) {
  const [verdict] = judged({ promises: [workflow], said: said.map((text) => ['external', text] as const) });
  return verdict?.outcome ?? null;
}

describe('a promise and a later call', () => {
  it('is kept where somebody says that the thing came, with the sentence as proof', () => {
    const words = 'Thanks for the collections workflow, that was helpful.';
    const [verdict] = judged({ promises: [workflow], said: [['external', `Hi Maya. ${words}`]] });
    assert.equal(verdict?.outcome, 'kept');
    assert.equal(verdict.evidence.quote, words);
    assert.equal(fateBy('About that collections workflow. I got it on Friday, and we read it.'), 'kept');
  });

  it('is broken where somebody says that it did not', () => {
    assert.equal(fateBy('We never got the collections workflow you mentioned.'), 'broken');
    assert.equal(fateBy("We're still waiting on the collections workflow."), 'broken');
    assert.equal(
      judged({ promises: [workflow], said: [['internal', 'Sorry, the collections workflow slipped.']] }).length,
      1,
    );
  });

  it('is judged by the answer to whoever asks after it', () => {
    const question = ['internal', 'Did the collections workflow reach you okay?'] as const;
    assert.equal(judged({ promises: [workflow], said: [question, ['external', 'It did, yeah.']] })[0]?.outcome, 'kept');
    const [broken] = judged({ promises: [workflow], said: [question, ['external', 'Not yet, no.']] });
    assert.deepEqual([broken?.outcome, broken?.evidence.quote], ['broken', 'Not yet, no.']);
  });

  it('is broken by the apology of whoever promised it, and where it is asked for again after its day', () => {
    const asked = ['external', 'Any chance of the collections workflow?'] as const;
    const [owned] = judged({ promises: [workflow], said: [asked, ['internal', "That's on me, I'm sorry."]] });
    assert.deepEqual([owned?.outcome, owned?.evidence.quote], ['broken', asked[1]]);
    assert.equal(judged({ promises: [workflow], said: [asked] })[0]?.outcome, 'broken');
  });

  it('is not broken before its day', () => {
    const said = [['external', "I don't have the collections workflow yet."]] as const;
    assert.deepEqual(judged({ promises: [workflow], said, date: '2026-09-11' }), []);
    assert.equal(judged({ promises: [workflow], said, date: '2026-09-12' })[0]?.outcome, 'broken');
  });

  it('stays open where nobody speaks of it, promises it again, or speaks of another thing', () => {
    assert.equal(fateBy('Thanks for your time today.'), null);
    assert.equal(fateBy('I will send you the collections workflow tomorrow.'), null);
    assert.equal(fateBy('Thanks for the security questionnaire.'), null);
  });

  it('is not thanked for by whoever made it', () => {
    const said = [['internal', 'I got the collections workflow, thanks.']] as const;
    assert.deepEqual(judged({ promises: [workflow], said }), []);
  });

  it('of which one word is left is known by it, where the call hardly speaks of it otherwise', () => {
    const recording = { ...workflow, text: 'I will send you the recording with the time stamps.' };
    const came = ['external', 'And the recording came through.'] as const;
    assert.equal(judged({ promises: [recording], said: [came] })[0]?.outcome, 'kept');
    const much = Array.from({ length: 4 }, () => ['external', 'We talk of the recording.'] as const);
    assert.deepEqual(judged({ promises: [recording], said: [came, ...much] }), []);
  });

  it('that says only “it” is about what was named before', () => {
    const promise = {
      ...workflow,
      text: "You'll have it tomorrow.",
      context: 'Can you get me the savings sheet? I can.',
    };
    assert.equal(
      judged({ promises: [promise], said: [['external', 'The savings sheet came in.']] })[0]?.outcome,
      'kept',
    );
  });

  it('is passed over where a sentence fits another promise better', () => {
    const sites = { ...workflow, text: 'I will send you the list of site managers.' };
    const schedule = { ...workflow, text: 'I will send your site managers the training schedule.' };
    const said = [['external', "I don't have the list of site managers."]] as const;
    const verdicts = judged({ promises: [schedule, sites], said });
    assert.equal(verdicts.find(({ promise }) => promise === sites)?.outcome, 'broken');
  });
});
