import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerExport } from '#contracts';
import { renderAnswerMarkdown } from './render-answer-markdown.ts';

const exported: AnswerExport = {
  answerId: 'ans_1',
  question: 'Who said *what*?',
  askedAt: '2026-09-02T10:00:00.000Z',
  askedBy: { key: 'user:usr_1', name: 'Maya Okafor' },
  channel: 'command_line',
  exportedAt: '2026-09-03T11:30:00.000Z',
  answer: {
    answerId: 'ans_1',
    outcome: 'answered',
    intent: 'topics.said',
    understood: 'Who said what',
    mode: 'rules',
    model: null,
    text: '2 people did.',
    lines: [{ text: 'Sam said [so](https://evil.example).', citations: [1] }],
    figures: [{ name: 'people', value: 2000, unit: 'people', query: 0, column: 'people' }],
    queries: [{ definition: 'People who said it', sql: "select '```' as people" }],
    citations: [
      {
        number: 1,
        type: 'turn',
        label: 'Larkspur Hill, 2026-09-01',
        quote: '<b>slow</b>',
        speaker: 'Sam Ortiz',
        callId: 'call_1',
        turn: 3,
        recordId: null,
        subjectId: null,
        crmAddress: null,
        path: '/calls/main/call_1#turn-3',
      },
    ],
    unknown: ['Who else was there.'],
    choices: [],
    actions: [],
  },
  proofs: [{ number: 1, address: 'https://sophia.example/calls/main/call_1#turn-3' }],
};

test('an exported answer holds all of it, and nothing in it is taken for formatting', () => {
  assert.equal(
    renderAnswerMarkdown(exported),
    [
      '# Who said \\*what\\*?',
      'Asked by Maya Okafor on 2026-09-02 10:00 UTC (command line), exported on 2026-09-03 11:30 UTC. What has changed since is not in it.',
      'Understood as: Who said what',
      '2 people did.',
      '- Sam said \\[so\\](https://evil.example). \\[1\\]',
      '## Not known',
      '- Who else was there.',
      '## Proof',
      '- \\[1\\] [Larkspur Hill, 2026-09-01](<https://sophia.example/calls/main/call_1#turn-3>): “\\<b\\>slow\\</b\\>” (Sam Ortiz)',
      '## The query behind each number',
      'People who said it',
      '- people: 2,000 people',
      "````sql\nselect '```' as people;\n````",
      'Answered by rules, no model was asked.',
      'Answer ans_1\n',
    ].join('\n\n'),
  );
});

test('of an answer made with other rights the question alone is told', () => {
  const text = renderAnswerMarkdown({ ...exported, answer: null, proofs: [] });
  assert.match(text, /Who said/);
  assert.match(text, /rights that are not yours/);
  assert.doesNotMatch(text, /2 people/);
});
