import type { Answer } from '#contracts';

const quote = 'We looked at the bank integration <!channel> & liked it.';

/** An answer with twelve proofs, as many as an answer lists, in words that try to be more than words. */
export const sampleAnswer: Answer = {
  answerId: 'ans_1',
  outcome: 'answered',
  intent: 'topics.said',
  understood: 'Who said what about a topic: “bank integration”',
  mode: 'rules',
  model: null,
  text: '“bank integration” comes up in 12 turns of calls.',
  lines: Array.from({ length: 12 }, (_, place) => ({
    text: `Sam Ortiz (Larkspur Hill, 2026-09-${place + 10}): “${quote}”`,
    citations: [place + 1],
  })),
  figures: [{ name: 'turns', value: 12, unit: 'turns', query: 0, column: 'count' }],
  queries: [{ definition: 'Turns that name the bank integration', sql: 'select 12 as count' }],
  citations: Array.from({ length: 12 }, (_, place) => ({
    number: place + 1,
    type: 'turn',
    label: `Pricing with Larkspur Hill, 2026-09-${place + 10}`,
    quote,
    speaker: 'Sam Ortiz',
    callId: `call_${place}`,
    turn: place,
    recordId: null,
    subjectId: null,
    crmAddress: null,
    path: `/calls/main/call_${place}#turn-${place}`,
  })),
  unknown: ['3 more are not listed here.'],
  choices: [],
  actions: [
    { label: 'Search in one call', command: 'sophia calls search <call> bank integration', deed: null, path: null },
    { label: 'List deals', command: 'sophia deals list', deed: null, path: null },
    {
      label: 'Approve the close date of Larkspur Hill',
      command: 'sophia changes approve chg_1',
      deed: { type: 'change.approve', id: 'chg_1' },
      path: null,
    },
    {
      label: 'Show the deal',
      command: 'sophia deals show "Larkspur Hill"',
      deed: { type: 'deal.show', id: 'rec_1' },
      path: '/deals/example/rec_1',
    },
  ],
};
