import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const id = `${'0123456789abcdef'.repeat(2)}`;
const long = 'words that go on for longer than a narrow terminal has room for, and on';
const at = '2026-09-14T15:00:00.000Z';
const states = ['waiting', 'applied', 'undone', 'conflict', 'failed', 'refused'];
const lists = [
  {
    argv: ['commitments', 'list'],
    id: `cmt_${id}`,
    titles: ['Promise', 'By', 'Due', 'State', 'Id', 'Because'],
    answer: {
      commitments: [
        { text: long, owner: long, side: 'internal', dueDate: '2026-09-18', state: 'open', commitmentId: `cmt_${id}` },
      ],
      more: false,
    },
  },
  {
    argv: ['contradictions', 'list'],
    id: `con_${id}`,
    titles: ['Record', 'Field', 'CRM', 'Said', 'In', 'Against', 'Words', 'State', 'Id'],
    answer: {
      contradictions: [
        {
          recordName: long,
          property: 'closedate',
          crmValue: '2027-01-03T00:00:00.000Z',
          saidValue: '2027-02-01',
          inWords: { field: 'Close date', crm: long, said: long, other: null },
          callId: null,
          otherValue: null,
          quote: long,
          state: 'open',
          contradictionId: `con_${id}`,
        },
      ],
      more: false,
    },
  },
  {
    argv: ['warnings', 'list'],
    id: `wrn_${id}`,
    titles: ['Why', 'Deal', 'Warning', 'Severity', 'Since', 'Id'],
    answer: {
      warnings: [
        {
          explanation: long,
          deal: long,
          title: 'No next step',
          severity: 'high',
          raisedAt: at,
          warningId: `wrn_${id}`,
        },
      ],
      more: false,
    },
  },
  {
    argv: ['changes', 'list'],
    id: `set_${id}`,
    titles: ['Change set', 'States', 'Proposed', 'Id'],
    answer: {
      changeSets: [
        { title: long, changes: states.map((state) => ({ state })), proposedAt: at, changeSetId: `set_${id}` },
      ],
      more: false,
    },
  },
  {
    argv: ['changes', 'log'],
    id: `chg_${id}`,
    titles: ['What', 'Status', 'At', 'Change', 'Error'],
    answer: {
      entries: [
        {
          operation: 'update',
          entityType: 'deal',
          entityId: '30000000273',
          status: 'failed',
          at,
          changeId: `chg_${id}`,
          error: long,
        },
      ],
      more: false,
    },
  },
];

function titlesOf(output: string): string[] {
  return (output.split('\n')[0] ?? '').trim().split(/ {2,}/u);
}

describe('a list as a table', () => {
  for (const { argv, answer, id: expected, titles } of lists) {
    it(`leaves out no column and cuts nothing where it is piped: ${argv.join(' ')}`, async () => {
      const { code, output } = await runCommand(argv, answer);
      assert.equal(code, 0);
      assert.deepEqual(titlesOf(output), titles);
      assert.ok(output.includes(long) && output.includes(expected) && !output.includes('…'), output);
    });

    it(`keeps to the width that was asked for, with the id that a further command takes: ${argv.join(' ')}`, async () => {
      for (const columns of [72, 100, 140]) {
        const { output } = await runCommand({ argv, columns }, answer);
        assert.ok(
          output.split('\n').every((line) => line.length <= columns),
          output,
        );
        assert.ok(output.includes(expected), output);
      }
    });
  }

  it('writes sums of deals with their thousands apart', async () => {
    const deal = { name: 'Larkspur', stage: null, closeDate: null, owner: null, externalId: '501' };
    const deals = ['207000.00', '98000.5', null].map((amount) => ({ ...deal, amount }));
    const { output } = await runCommand(['deals', 'list'], { deals, more: false });
    assert.match(output, /Larkspur +- +207,000 +-[\s\S]* 98,000\.50 [\s\S]* - /u);
  });

  it('cuts long words before it leaves out the states of changes, or why one failed', async () => {
    for (const [command, title] of [
      ['list', 'States'],
      ['log', 'Error'],
    ] as const) {
      const list = lists.find(({ argv }) => argv.join(' ') === `changes ${command}`);
      const { output } = await runCommand({ argv: ['changes', command], columns: 100 }, list?.answer);
      assert.ok(titlesOf(output).includes(title), output);
    }
  });
});
