import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Candidate, findNames } from './find-names.ts';

const candidates: readonly Candidate[] = [
  { kind: 'account', id: 'a1', name: 'Lantern Hill Homes' },
  { kind: 'account', id: 'a2', name: 'Blue Lantern Living' },
  { kind: 'deal', id: 'd1', name: 'Lantern Hill Homes - Renewal' },
  { kind: 'deal', id: 'd2', name: 'Lantern Hill Homes - Pay' },
  { kind: 'owner', id: 'o1', name: 'Maya Okafor' },
  { kind: 'contact', id: 'c1', name: 'Maya Lindqvist' },
  { kind: 'competitor', id: 'Payloom', name: 'Payloom' },
];

function idsIn(text: string): string[] {
  return findNames({ text, candidates }).flatMap((mention) => mention.candidates.map(({ id }) => id));
}

describe('names in a question', () => {
  it('are whole names, parts of them and possessives, whatever the case', () => {
    assert.deepEqual(idsIn('where does lantern hill homes stand'), ['a1', 'd1', 'd2']);
    assert.deepEqual(idsIn('What does Okafor owe?'), ['o1']);
    assert.deepEqual(idsIn("what are Maya Okafor's deals"), ['o1']);
    assert.deepEqual(idsIn('how often was payloom mentioned'), ['Payloom']);
  });

  it('are told apart by the rest of the question', () => {
    assert.deepEqual(idsIn('the lantern hill renewal'), ['a1', 'd1']);
  });

  it('are all that fit where one word fits several', () => {
    assert.deepEqual(idsIn('What did Maya say?').toSorted(), ['c1', 'o1']);
    assert.deepEqual(idsIn('Lantern?').toSorted(), ['a1', 'a2', 'd1', 'd2']);
  });

  it('are none where only plain words are shared', () => {
    assert.deepEqual(idsIn('which renewals do we pay for'), []);
    assert.deepEqual(idsIn(''), []);
  });
});
