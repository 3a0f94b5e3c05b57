import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transcript, Turn } from '#contracts';
import { createDocument } from '#modules/analysis';
import { findPassage } from './find-passage.ts';

const texts = [
  'Thanks, Dr. Storm. What would hold you back?',
  'Let me think. We cannot pay $3.50 a unit, e.g. in spring. Not now!',
  'I see.',
];

function transcriptOf(turns: readonly Turn[]): Transcript {
  return {
    format: 'plain-text',
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns: [...turns],
    warnings: [],
  };
}

function turnOf(text: string, turn: number): Turn {
  return { turn, speaker: 'Sam Ortiz', side: 'external', text, startMs: null, endMs: null, cues: [] };
}

/** A turn whose text nobody may look at. */
function sealed(turn: number): Turn {
  return {
    ...turnOf('', turn),
    get text(): string {
      throw new Error(`Turn ${turn} was looked at.`);
    },
  };
}

test('a passage is found without a look at the text of any other turn', () => {
  const transcript = transcriptOf([sealed(0), turnOf(texts[1] ?? '', 1), sealed(2)]);
  const found = findPassage({ transcript, place: { reference: 'call_1', turn: 1, sentence: 2 } });
  assert.deepEqual([found?.position, found?.sentences, found?.cut?.text], [1, 3, 'Not now!']);
  assert.equal(findPassage({ transcript, place: { reference: 'call_1', turn: 1, sentence: 3 } })?.cut, null);
  assert.equal(findPassage({ transcript, place: { reference: 'call_1', turn: 3, sentence: 0 } }), null);
});

test('a turn is cut as it is in the whole call', () => {
  const transcript = transcriptOf(texts.map(turnOf));
  for (const { turn, sentence, start, end, text } of createDocument({ transcript }).sentences) {
    const cut = findPassage({ transcript, place: { reference: 'call_1', turn, sentence } })?.cut;
    assert.deepEqual(cut, { text, start, end, startMs: null, endMs: null });
  }
});
