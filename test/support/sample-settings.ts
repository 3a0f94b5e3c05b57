import type { SettingsPage, SettingsTyped } from '#modules/reports';

const published = { version: 'd'.repeat(64), history: [] };
/** The page of limits and methods with long words in it. */
const settings: SettingsPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'calls',
  workspaceId: 'main',
  limits: {
    ...published,
    settings: { dealLimits: { contractsent: { quietDays: 5 } } },
    inForce: [
      {
        name: 'stages',
        value: 'upTo 0, quietDays 21, stuckDays 30; upTo 1, quietDays 7, stuckDays 20',
        from: 'sophia',
      },
      { name: 'dealLimits.contractsent', value: 'quietDays 5', from: 'published' },
      { name: 'warningLimits.pushes', value: 'atLeast 2, withinDays 60', from: 'file' },
    ],
    history: [3, 2, 1].map((number) => ({
      number,
      version: String(number).repeat(64),
      settings: { warningLimits: { nextStepWithinDays: number } },
      source: 'person',
      by: 'Maya Okafor with a name that is far too long for one line of a telephone (maya.okafor.with.a.long.address@tidewater-ledger.example)',
      at: '2026-09-14T15:00:00.000Z',
    })),
  },
  methods: {
    ...published,
    settings: {},
    inForce: [{ name: 'bant', value: 'BANT: Budget, Authority, Need, Timeline', from: 'sophia' }],
  },
  fields: { limits: { days: '30', 'quiet.contractsent': '5' }, methods: { draft: '{}', calls: '20' } },
  pipelines: [{ label: 'Sales Pipeline', stages: [{ stageId: 'contractsent', label: 'Contract Sent' }] }],
  publishes: true,
  readsTeams: true,
  readsTrail: true,
  typed: null,
  methodsForm: {
    by: 'named',
    used: ['bant'],
    order: ['bant', 'fit'],
    methods: [
      {
        id: 'fit',
        name: 'Our fit, with a name that is nearly too long for one line of it',
        about: '',
        isUsed: true,
        elements: [
          { key: 'pain', label: 'What hurts', about: '', counts: 'pain', side: 'either', phrases: '' },
          { key: '', label: '', about: '', counts: 'phrases', side: 'external', phrases: '(annual|yearly) audit' },
        ],
      },
    ],
  },
  known: {
    methods: [
      { id: 'meddicc', name: 'MEDDICC' },
      { id: 'bant', name: 'BANT' },
    ],
    elements: [{ id: 'pain', about: 'What does not work for the buyer today, in a sentence that is far too long' }],
  },
};
const counted = { before: { deals: 4, today: 1 }, after: { deals: 12, today: 3 } };
const limitsTried: SettingsTyped = {
  part: 'limits',
  fields: {},
  problem: null,
  tried: {
    part: 'limits',
    draft: '{}',
    trial: {
      replaces: 'd'.repeat(64),
      days: 30,
      deals: 40,
      unread: 1,
      kinds: [{ title: 'Nobody of the buyer has answered for long', ...counted }],
      unknownStages: ['a_stage_that_is_in_no_pipeline_of_deals'],
      differences: [
        {
          recordId: 'rec_1',
          deal: 'A deal with a name that is far too long for one line of a telephone',
          title: 'No next step',
          effect: 'raised',
          days: 3,
          firstDay: '2026-09-10',
          lastDay: '2026-09-14',
          today: true,
          explanation: 'No next step within 3 days.',
          because: 'A task lies 10 days ahead.',
        },
      ],
      leftOut: 7,
    },
  },
};
const shown = {
  value: '40,000',
  quote: 'We have 40,000 for it.',
  speaker: 'Sam Ortiz',
  side: 'external',
  turn: 3,
  startMs: 0,
} as const;
const score = { id: 'bant', name: 'BANT', before: { known: 3, of: 4 }, after: null };
const methodsTried: SettingsTyped = {
  part: 'methods',
  fields: {},
  problem: null,
  tried: {
    part: 'methods',
    draft: '{}',
    trial: {
      replaces: 'd'.repeat(64),
      calls: 20,
      engine: 'model',
      methods: [score],
      perCall: [
        {
          callId: 'call_1',
          title: 'Pricing',
          methods: [score],
          differences: [{ method: 'bant', element: 'budget', label: 'Budget', before: shown, after: null }],
        },
      ],
    },
  },
};
const wrong = { ...limitsTried, problem: 'Expected a whole number, found “soon”.', tried: null };
const wrongMethods: SettingsTyped = {
  part: 'methods',
  fields: { calls: '20' },
  form: settings.methodsForm,
  problem: '3 fields need another word.',
  problems: {
    by: 'Tick at least one method.',
    'm.0.elements': 'Expected at most 20 of these.',
    'm.0.e.1.label': 'Give the element a name.',
  },
  tried: null,
};

/** The page, and what it shows of what was typed. */
export const sampleSettings = { settings, limitsTried, methodsTried, wrong, wrongMethods } as const;
