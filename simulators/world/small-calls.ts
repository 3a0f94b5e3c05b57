import type { Call } from './schema.ts';
import { smallCall } from './small-call.ts';
import { ourParty, theirParty } from './small-people.ts';

const alder = { accountKey: 'account-alder', dealKey: 'deal-alder', timeZone: 'America/Chicago' };
const cobble = { accountKey: 'account-cobble', dealKey: 'deal-cobble-renewal', timeZone: 'America/New_York' };
const positive = { overall: 'positive', external: 'positive' } as const;
const mixed = { overall: 'mixed', external: 'mixed' } as const;
const own = { phrasing: 'own', isPrivate: false, direction: 'Conference' } as const;

const discovery: Call = smallCall({
  ...alder,
  ...own,
  key: 'call-alder-discovery',
  gongId: '8100000000000000001',
  kind: 'discovery',
  title: 'Alder Point Residential: first conversation',
  scheduledAt: '2026-10-06T15:00:00Z',
  startedAt: '2026-10-06T15:01:20Z',
  primaryEmployeeKey: 'employee-maya',
  parties: [ourParty('employee-maya', '601'), theirParty('contact-ana', '602'), theirParty('contact-tom', null)],
  lines: [
    ['601', 'Introduction', 'Thanks for making the time, Ana.', 'How do you chase a balance after somebody moves out?'],
    ['602', 'Current process', 'Honestly, it is one spreadsheet and two tired people.'],
    ['602', 'Current process', 'We wrote off about $240,000 last year.'],
    ['601', 'Current process', 'And who looks at that number?'],
    ['602', 'Decision', 'Tom Beckett does, he is our controller.', 'He has to sign off on anything above $20,000.'],
    ['601', 'Decision', 'Should we have him in the next call?'],
    ['602', 'Next steps', 'Yes, I will bring Tom to the next one.'],
    ['601', 'Next steps', 'I will send you the collections workflow by Friday.'],
    ['602', 'Next steps', 'We would love to have this running before January.'],
  ],
  gong: {
    brief: 'Alder Point loses about $240,000 a year on move-out balances. The controller signs above $20,000.',
    keyPoints: ['Balances are chased from a spreadsheet.', 'Go-live is wanted before January.'],
    outcome: 'Next meeting agreed',
    topics: [
      { name: 'Current process', durationMs: 18_000 },
      { name: 'Next steps', durationMs: 14_000 },
    ],
    trackers: [{ name: 'Budget', phrases: [{ text: 'sign off', count: 1 }] }],
  },
  transcriptDelayMs: 120_000,
  truth: {
    stage: 'discovery',
    sentiment: positive,
    buyingSignals: [{ kind: 'timeline', quote: 'We would love to have this running before January.' }],
    questions: [{ quote: 'And who looks at that number?', answered: true }],
    commitments: [
      {
        commitmentKey: 'promise-tom',
        quote: 'I will bring Tom to the next one.',
        owner: 'Ana Ruiz',
        side: 'external',
        dueText: null,
        due: null,
      },
      {
        commitmentKey: 'promise-workflow',
        quote: 'I will send you the collections workflow by Friday.',
        owner: 'Maya Okafor',
        side: 'internal',
        dueText: 'by Friday',
        due: '2026-10-09',
      },
    ],
    amounts: [
      { quote: 'We wrote off about $240,000 last year.', minorUnits: 24_000_000, currency: 'USD' },
      { quote: 'He has to sign off on anything above $20,000.', minorUnits: 2_000_000, currency: 'USD' },
    ],
  },
});

const pricing: Call = smallCall({
  ...alder,
  ...own,
  key: 'call-alder-pricing',
  gongId: '8100000000000000002',
  kind: 'pricing',
  title: 'Alder Point Residential: numbers with Tom',
  scheduledAt: '2026-10-27T19:00:00Z',
  startedAt: '2026-10-27T19:00:00Z',
  primaryEmployeeKey: 'employee-maya',
  parties: [
    ourParty('employee-maya', '611'),
    ourParty('employee-dana', '612'),
    theirParty('contact-ana', '613'),
    theirParty('contact-tom', '614'),
  ],
  lines: [
    ['611', 'Introduction', 'Good to meet you, Tom.', 'I sent Ana the workflow two weeks ago.'],
    ['614', 'Pricing', 'I read it.', 'What does it cost for three thousand one hundred units?'],
    ['611', 'Pricing', 'It comes to $38,400 a year, with implementation included.'],
    ['614', 'Pricing', 'That is more than I budgeted.', 'Payloom quoted us 29 last week.'],
    ['612', 'Pricing', 'Payloom bills the ledger connection apart.', 'I can show you both totals side by side.'],
    ['614', 'Pricing', 'Please do.'],
    ['613', 'Security', 'June from IT will want to see how you read our ledger.'],
    ['611', 'Security', 'Then let us do a session with June.'],
    ['614', 'Next steps', 'If the totals hold, I can take it to the owners on November 20.'],
    ['612', 'Next steps', 'I will send the comparison tomorrow.'],
  ],
  gong: {
    brief: 'Tom finds $38,400 above his budget and names a lower quote of Payloom. A comparison follows.',
    keyPoints: ['Price is above the budget.', 'The owners meet on November 20.'],
    outcome: 'Proposal discussed',
    topics: [{ name: 'Pricing', durationMs: 22_000 }],
    trackers: [
      { name: 'Competitors', phrases: [{ text: 'payloom', count: 2 }] },
      { name: 'Budget', phrases: [{ text: 'budgeted', count: 1 }] },
    ],
  },
  transcriptDelayMs: 180_000,
  truth: {
    stage: 'proposal',
    sentiment: mixed,
    objections: [{ kind: 'price', quote: 'That is more than I budgeted.', answer: 'partly' }],
    questions: [{ quote: 'What does it cost for three thousand one hundred units?', answered: true }],
    commitments: [
      {
        commitmentKey: 'promise-comparison',
        quote: 'I will send the comparison tomorrow.',
        owner: 'Dana Whitfield',
        side: 'internal',
        dueText: 'tomorrow',
        due: '2026-10-28',
      },
    ],
    competitors: [{ name: 'Payloom', quote: 'Payloom quoted us 29 last week.' }],
    amounts: [{ quote: 'It comes to $38,400 a year', minorUnits: 3_840_000, currency: 'USD' }],
    dates: [{ quote: 'I can take it to the owners on November 20', resolved: '2026-11-20' }],
  },
});

const checkIn: Call = smallCall({
  ...cobble,
  ...own,
  key: 'call-cobble-check-in',
  gongId: '8100000000000000003',
  kind: 'check_in',
  title: 'Cobble Hill Homes: quarterly check-in',
  scheduledAt: '2026-11-10T14:00:00Z',
  startedAt: '2026-11-10T14:02:05Z',
  primaryEmployeeKey: 'employee-priya',
  parties: [ourParty('employee-priya', '621'), theirParty('contact-rosa', '622'), theirParty('contact-sam', '623')],
  lines: [
    ['621', 'Introduction', 'Hi Rosa, hi Sam.', 'How has the autumn been with the reminders?'],
    ['622', 'Product', 'The reminders work.', 'The export breaks every month, though.'],
    ['621', 'Product', 'Which export is it?'],
    ['622', 'Product', 'The one for our accountant, the delinquency list.'],
    ['623', 'Renewal', 'I am not going to renew if that is still broken in December.'],
    ['621', 'Next steps', 'That is fair.', 'I will have an engineer look at it this week.'],
    ['623', 'Next steps', 'Call Rosa when it is done.'],
    ['621', 'Next steps', 'I will.'],
    ['622', 'Small talk', 'Thanks, Priya.'],
  ],
  gong: {
    brief: 'Reminders work, the delinquency export does not. Sam ties the renewal to a repair by December.',
    keyPoints: ['The export breaks every month.'],
    outcome: null,
    topics: [{ name: 'Product', durationMs: 12_000 }],
    trackers: [{ name: 'Churn risk', phrases: [{ text: 'not going to renew', count: 1 }] }],
  },
  transcriptDelayMs: 60_000,
  truth: {
    stage: 'customer',
    sentiment: { overall: 'mixed', external: 'negative' },
    commitments: [
      {
        commitmentKey: 'promise-engineer',
        quote: 'I will have an engineer look at it this week.',
        owner: 'Priya Natarajan',
        side: 'internal',
        dueText: 'this week',
        due: '2026-11-13',
      },
    ],
    questions: [{ quote: 'Which export is it?', answered: true }],
    risks: [{ kind: 'churn', quote: 'I am not going to renew if that is still broken in December.' }],
  },
});

const review: Call = smallCall({
  ...alder,
  ...own,
  key: 'call-alder-security',
  gongId: '8100000000000000004',
  kind: 'security_review',
  title: 'Alder Point Residential: session with June',
  scheduledAt: '2026-11-17T16:00:00Z',
  startedAt: '2026-11-17T16:00:30Z',
  primaryEmployeeKey: 'employee-maya',
  parties: [ourParty('employee-maya', '631'), theirParty('contact-june', '632'), theirParty('contact-ana', '633')],
  lines: [
    ['632', 'Security', 'How do you read our ledger?'],
    ['631', 'Security', 'Read-only, every night, with a key that you can revoke.'],
    ['632', 'Security', 'Good.', 'Do you keep card numbers?'],
    ['631', 'Security', 'No, those stay with the processor.'],
    ['632', 'Security', 'Then I need your penetration test report.'],
    ['631', 'Next steps', 'I will send the report by Thursday.'],
    ['633', 'Decision', 'The owners have moved their meeting to December 4.'],
    ['631', 'Decision', 'So the start in January is still right?'],
    ['633', 'Decision', 'January is tight.', 'Let us say February 1.'],
    ['632', 'Next steps', 'From my side it is a yes once I have read the report.'],
  ],
  gong: {
    brief: 'June asks for the penetration test report. The owners meet on December 4; go-live moves to February 1.',
    keyPoints: ['The report is due on Thursday.', 'Go-live moves to February 1.'],
    outcome: 'Next meeting agreed',
    topics: [{ name: 'Security', durationMs: 15_000 }],
    trackers: [{ name: 'Security', phrases: [{ text: 'penetration test', count: 1 }] }],
  },
  transcriptDelayMs: 90_000,
  truth: {
    stage: 'evaluation',
    sentiment: positive,
    buyingSignals: [{ kind: 'approval', quote: 'From my side it is a yes once I have read the report.' }],
    questions: [{ quote: 'Do you keep card numbers?', answered: true }],
    commitments: [
      {
        commitmentKey: 'promise-report',
        quote: 'I will send the report by Thursday.',
        owner: 'Maya Okafor',
        side: 'internal',
        dueText: 'by Thursday',
        due: '2026-11-19',
      },
    ],
    dates: [
      { quote: 'The owners have moved their meeting to December 4.', resolved: '2026-12-04' },
      { quote: 'Let us say February 1.', resolved: '2027-02-01' },
    ],
    risks: [{ kind: 'timeline', quote: 'January is tight.' }],
  },
});

/** Calls that have been, oldest first: a first talk, a talk about the price, a check-in. */
export const smallCalls: readonly Call[] = [discovery, pricing, checkIn];

/** The call that can be let end next. */
export const smallUpcomingCalls: readonly Call[] = [review];
