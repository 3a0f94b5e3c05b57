import type { CrmActivity, CustomProperty, Deal, PropertyChange, SlackChannel, World, WorldTruth } from './schema.ts';
import { smallCalls, smallUpcomingCalls } from './small-calls.ts';
import { smallAccounts, smallContacts, smallEmployees } from './small-people.ts';

const ledgerSystem: CustomProperty = {
  name: 'ledger_system',
  label: 'Ledger system',
  type: 'enumeration',
  options: [
    { value: 'keystead', label: 'Keystead' },
    { value: 'other', label: 'Other' },
  ],
};

/** A world of two accounts, written by hand, for the tests of the simulators. Every call makes a fresh one. */
export function smallWorld(): World {
  return structuredClone({
    seed: 'small',
    today: '2026-11-16',
    company: {
      name: 'Tidewater Ledger',
      domain: 'tidewaterledger.example',
      timeZone: 'America/Chicago',
      currency: 'USD',
    },
    gongWorkspaces: [{ id: '5100000000000000001', name: 'Sales', description: 'Calls of sales and customer success' }],
    employees: [...smallEmployees],
    accounts: [...smallAccounts],
    contacts: [...smallContacts],
    pipelines: [
      {
        id: 'default',
        label: 'Sales Pipeline',
        stages: [
          { id: 'discovery', label: 'Discovery', displayOrder: 0, probability: 0.2, isClosed: false, isWon: false },
          { id: 'proposal', label: 'Proposal', displayOrder: 1, probability: 0.5, isClosed: false, isWon: false },
          { id: 'closedwon', label: 'Closed won', displayOrder: 2, probability: 1, isClosed: true, isWon: true },
          { id: 'closedlost', label: 'Closed lost', displayOrder: 3, probability: 0, isClosed: true, isWon: false },
        ],
      },
    ],
    customDealProperties: [ledgerSystem],
    deals: smallDeals(),
    activities: smallActivities(),
    leads: [],
    emails: [],
    calls: [...smallCalls],
    upcomingCalls: [...smallUpcomingCalls],
    channels: smallChannels(),
    truth: smallTruth(),
  });
}

function smallDeals(): Deal[] {
  return [
    {
      key: 'deal-alder',
      accountKey: 'account-alder',
      name: 'Alder Point Residential, 3,100 units',
      pipelineId: 'default',
      kind: 'new_business',
      ownerKey: 'employee-maya',
      contactKeys: ['contact-ana', 'contact-tom'],
      changes: [
        byHand('2026-08-03T15:10:00Z', ['dealstage', 'discovery']),
        byHand('2026-08-03T15:10:00Z', ['amount', '31000.00']),
        byHand('2026-08-03T15:10:00Z', ['closedate', '2026-12-18T00:00:00Z']),
        byHand('2026-10-27T20:00:00Z', ['dealstage', 'proposal']),
      ],
      createdAt: '2026-08-03T15:10:00Z',
      archivedAt: null,
      duplicateOfKey: null,
    },
    {
      key: 'deal-cobble-renewal',
      accountKey: 'account-cobble',
      name: 'Cobble Hill Homes renewal',
      pipelineId: 'default',
      kind: 'renewal',
      ownerKey: 'employee-luis',
      contactKeys: ['contact-sam', 'contact-rosa'],
      changes: [
        {
          ...byHand('2026-10-01T09:00:00Z', ['dealstage', 'proposal']),
          source: 'AUTOMATION_PLATFORM',
          employeeKey: null,
        },
        byHand('2026-10-01T09:00:00Z', ['amount', '9600.00']),
      ],
      createdAt: '2026-10-01T09:00:00Z',
      archivedAt: null,
      duplicateOfKey: null,
    },
    {
      key: 'deal-cobble-first',
      accountKey: 'account-cobble',
      name: 'Cobble Hill Homes, 850 units',
      pipelineId: 'default',
      kind: 'new_business',
      ownerKey: 'employee-luis',
      contactKeys: ['contact-sam'],
      changes: [
        byHand('2025-04-14T13:40:00Z', ['dealstage', 'discovery']),
        byHand('2025-04-14T13:40:00Z', ['amount', '9600.00']),
        byHand('2025-06-02T17:00:00Z', ['dealstage', 'closedwon']),
        byHand('2025-06-02T17:00:00Z', ['closedate', '2025-06-02T00:00:00Z']),
      ],
      createdAt: '2025-04-14T13:40:00Z',
      archivedAt: null,
      duplicateOfKey: null,
    },
  ];
}

function byHand(at: string, [property, value]: readonly [string, string]): PropertyChange {
  return { at, property, value, source: 'CRM_UI', employeeKey: 'employee-maya' };
}

function smallActivities(): CrmActivity[] {
  return [
    {
      key: 'activity-note',
      kind: 'note',
      at: '2026-10-06T16:10:00Z',
      ownerKey: 'employee-maya',
      accountKey: 'account-alder',
      dealKey: 'deal-alder',
      contactKeys: ['contact-ana'],
      subject: '',
      body: 'Ana owns the process, Tom signs. Wants to be live before January.',
      direction: null,
      completed: null,
    },
    {
      key: 'activity-task',
      kind: 'task',
      at: '2026-11-12T15:00:00Z',
      ownerKey: 'employee-luis',
      accountKey: 'account-cobble',
      dealKey: 'deal-cobble-renewal',
      contactKeys: ['contact-rosa'],
      subject: 'Ask whether the export works',
      body: '',
      direction: null,
      completed: false,
    },
  ];
}

function smallChannels(): SlackChannel[] {
  return [
    {
      id: 'C0SALES001',
      name: 'sales',
      purpose: 'Everything that sells',
      isPrivate: false,
      memberKeys: ['employee-maya', 'employee-luis', 'employee-dana', 'employee-priya'],
      archivedAt: null,
      botIsMember: true,
    },
    {
      id: 'C0ALDER002',
      name: 'acct-alder-point',
      purpose: 'Alder Point Residential',
      isPrivate: false,
      memberKeys: ['employee-maya', 'employee-dana'],
      archivedAt: null,
      botIsMember: true,
    },
    {
      id: 'C0OLDONE03',
      name: 'acct-old-mill',
      purpose: 'An account that is no more',
      isPrivate: false,
      memberKeys: ['employee-luis'],
      archivedAt: '2026-06-30T16:00:00Z',
      botIsMember: false,
    },
  ];
}

function smallTruth(): WorldTruth {
  return {
    promises: [
      {
        commitmentKey: 'promise-tom',
        madeInCallKey: 'call-alder-discovery',
        outcome: 'kept',
        shownInCallKey: 'call-alder-pricing',
        shownInActivityKey: null,
        quote: 'Good to meet you, Tom.',
      },
    ],
    contradictions: [
      {
        dealKey: 'deal-alder',
        callKey: 'call-alder-pricing',
        property: 'amount',
        crmValue: '31000.00',
        saidValue: '38400.00',
        quote: 'It comes to $38,400 a year',
      },
    ],
    emailContradictions: [],
    warnings: [],
    departures: [],
    duplicates: [],
    leads: [],
  };
}
