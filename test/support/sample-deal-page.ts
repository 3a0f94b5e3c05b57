import type { DealPage } from '#modules/reports';

const proof = { callId: 'call_1', turn: 7, quote: 'We have 27,500 for it.', speaker: 'Sam Ortiz' };
const at = '2026-09-14T15:00:00.000Z';

/** The page of a deal with something in each of its parts. */
export function sampleDealPage(rest: Partial<DealPage> = {}): DealPage {
  return {
    workspaceName: 'Tidewater Ledger',
    viewer: null,
    workspaceId: 'example',
    tab: 'example',
    recordId: 'rec_1',
    name: 'Larkspur Hill - Renewal',
    facts: [
      { name: 'Account', value: 'Larkspur Hill' },
      { name: 'Amount', value: '$27,500' },
    ],
    address: 'http://127.0.0.1:8102/contacts/1/record/0-3/501',
    fields: [
      {
        property: 'amount',
        label: 'Amount',
        value: '$27,500',
        setBy: { who: 'Sophia', at },
        ours: {
          changeId: 'chg_1',
          rule: 'money',
          policyRule: 'data/policy.yaml:12 money',
          decidedBy: ['approved by maya@tidewater.example'],
          proofs: [proof],
          notes: [],
        },
        open: 0,
      },
      {
        property: 'dealstage',
        label: 'Deal Stage',
        value: 'Discovery',
        setBy: { who: 'Sam Ortiz', at },
        ours: null,
        open: 1,
      },
    ],
    waiting: [],
    warnings: [{ title: 'No next step', text: 'Nothing is planned after September 14.', since: at }],
    contradictions: [{ title: 'Close Date', text: 'The CRM has June; said was July.', proofs: [proof] }],
    promises: [
      {
        title: 'Maya Okafor, by 2026-09-20',
        text: 'Send the contract.',
        state: 'open',
        settled: null,
        proofs: [proof],
      },
    ],
    lineItems: [{ name: 'Units, yearly', quantity: '10', price: '$2,750', amount: '$27,500' }],
    people: [{ name: 'Sam Ortiz', role: 'Controller', email: null }],
    calls: [{ callId: 'call_1', title: 'Pricing', date: '2026-09-14' }],
    history: [{ label: 'Amount', value: '$27,500', who: 'Sophia', at }],
    ...rest,
  };
}
