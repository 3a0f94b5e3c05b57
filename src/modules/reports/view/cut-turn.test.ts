import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Evidence } from '#contracts';
import type { ClaimEntry, Tone } from './collect-claims.ts';
import { cutTurn, strongestTone } from './cut-turn.ts';
import type { CallTurn } from './report-view.ts';

describe('cutTurn', () => {
  it('cuts at every edge, so that quotes may overlap', () => {
    const turn = turnOf('one two three four');
    const pieces = cutTurn(turn, [entry(turn, { start: 0, end: 13 }), entry(turn, { start: 4, end: 18 })]);
    assert.deepEqual(
      pieces.map(({ text, places, begins }) => [text, places.map(({ id }) => id), begins.length]),
      [
        ['one ', ['q-3-0-13'], 1],
        ['two three', ['q-3-0-13', 'q-3-4-18'], 1],
        [' four', ['q-3-4-18'], 0],
      ],
    );
  });

  it('gives one place to claims that rest on the same words', () => {
    const turn = turnOf('too expensive');
    const pieces = cutTurn(turn, [
      entry(turn, { start: 0, end: 13, tone: 'plain' }),
      entry(turn, { start: 0, end: 13, tone: 'worry' }),
    ]);
    assert.equal(pieces.length, 1);
    assert.equal(pieces[0]?.places.length, 1);
    assert.equal(strongestTone(pieces[0]?.places ?? []), 'worry');
  });

  it('marks nothing for a quote that does not stand at its place', () => {
    const turn = turnOf('too expensive');
    const claim = entry(turn, { start: 0, end: 3 });
    const altered = { ...claim, evidence: { ...claim.evidence, quote: 'not' } };
    assert.deepEqual(
      cutTurn(turn, [altered]).map(({ places }) => places),
      [[]],
    );
  });

  it('never cuts a character in two', () => {
    const turn = turnOf('a👍b');
    const text = cutTurn(turn, [entry(turn, { start: 0, end: 2 })]).map((piece) => piece.text);
    assert.deepEqual(text, ['a👍', 'b']);
  });

  it('loses and doubles no letter, whatever the quotes are', () => {
    const turn = turnOf('We pay a dollar ninety 👍 today, and that is without cards.');
    const range = fc.tuple(fc.nat(turn.text.length - 1), fc.nat(turn.text.length)).map(([one, other]) => ({
      start: Math.min(one, other),
      end: Math.max(one, other, Math.min(one, other) + 1),
    }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const pieces = cutTurn(
          turn,
          ranges.map((place) => entry(turn, place)),
        );
        assert.equal(pieces.map(({ text }) => text).join(''), turn.text);
        const begun = pieces.flatMap(({ begins }) => begins.map(({ id }) => id));
        assert.equal(new Set(begun).size, begun.length);
      }),
    );
  });
});

function turnOf(text: string): CallTurn {
  return { turn: 3, speaker: 'Ana', side: 'external', text, startMs: null, endMs: null };
}

function entry(
  turn: CallTurn,
  { start, end, tone = 'plain' }: { start: number; end: number; tone?: Tone },
): ClaimEntry {
  const evidence: Evidence = {
    quote: turn.text.slice(start, end),
    turn: turn.turn,
    start,
    end,
    speaker: turn.speaker,
    side: turn.side,
    sentence: '3.0',
    startMs: null,
    endMs: null,
  };
  return { field: 'objections', anchor: 'objections-0', label: 'Objection', tone, evidence };
}
