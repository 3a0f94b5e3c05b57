import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnalysisSettings, type StageAssessment } from '#contracts';
import { transcriptOf } from '#test/transcript-of';
import { analyzeByRules } from '../analyze-by-rules.ts';

const settings = AnalysisSettings.parse({ currency: 'USD', competitors: [], products: [], trackers: [], lexicons: {} });

function stageOf(title: string | null): StageAssessment {
  const transcript = transcriptOf([
    { speaker: 'Ann', side: 'internal', text: 'It asks you first, and then it sends the text to the resident.' },
    { speaker: 'Bob', side: 'external', text: 'What happens when two of them share a unit?' },
    { speaker: 'Ann', side: 'internal', text: 'Each of them gets a link.' },
  ]);
  return analyzeByRules({ input: { transcript: { ...transcript, title }, settings } }).stage;
}

test('a title that names the stage is believed where the talk fits it, with a sentence as proof', () => {
  const stage = stageOf('Demo for Juniper Row');
  assert.equal(stage.value, 'evaluation');
  assert.equal(stage.evidence[0]?.quote, 'It asks you first, and then it sends the text to the resident.');
});

test('what is said in every stage names none', () => {
  assert.equal(stageOf(null).value, 'unknown');
  assert.equal(stageOf('Renewal talk with Juniper Row').value, 'unknown');
});
