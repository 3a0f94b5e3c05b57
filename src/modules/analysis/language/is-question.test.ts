import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from './create-document.ts';
import { isQuestion } from './is-question.ts';

function asks(text: string, options?: { tags?: boolean }): boolean {
  const [sentence] = createDocument({ transcript: transcriptOf([text]) }).sentences;
  assert.ok(sentence !== undefined);
  return isQuestion(sentence, options);
}

test('questions are told by their words, with and without the mark', () => {
  for (const text of [
    'How many units do you have',
    'so um what does that cost',
    'Okay, can you send it by Friday',
    'is there a setup fee',
    'Do they pay online today',
    'any questions so far',
    'what about the other property',
    'I was wondering if you could walk us through it',
    'who signs off on that',
    'the thing is, would you need that in writing',
  ]) {
    assert.equal(asks(text), true, text);
    assert.equal(asks(`${text}?`), true, text);
  }
});

test('statements are none, whatever mark they carry', () => {
  for (const text of [
    'What we do is collect past-due rent',
    'I know what the problem is',
    'which is what I told them',
    'So do I',
    'Have a great day',
    'Do let me know',
    'when we started it was slow',
    'That works for me',
  ]) {
    assert.equal(asks(text), false, text);
    assert.equal(asks(`${text}?`), false, text);
  }
});

test('tags count only where they are asked for', () => {
  assert.equal(asks('That is the monthly price, right?'), false);
  assert.equal(asks('That is the monthly price, right?', { tags: true }), true);
  assert.equal(asks("It's in the contract, isn't it", { tags: true }), true);
});
