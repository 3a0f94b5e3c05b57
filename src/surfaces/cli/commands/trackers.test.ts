import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const answer = {
  trackers: [
    {
      name: 'Discounts',
      definition: { name: 'Discounts', kind: 'keyword', phrases: ['discount', 'rebate'], side: null },
    },
    { name: 'Budget', definition: { name: 'Budget', kind: 'question', question: 'Is it frozen?', side: 'external' } },
  ],
};

describe('sophia trackers list', () => {
  it('shows what each looks for and on which side', async () => {
    const { code, output } = await runCommand(['trackers', 'list'], answer);
    assert.equal(code, 0);
    assert.match(output, /discount, rebate\s+Discounts\s+keyword\s+both/);
    assert.match(output, /Is it frozen\?\s+Budget\s+question\s+external/);
  });

  it('gives the same as JSON', async () => {
    const { output } = await runCommand(['trackers', 'list', '--format', 'json'], answer);
    assert.deepEqual(JSON.parse(output), answer);
  });

  it('says how to add one where there is none', async () => {
    const { messages } = await runCommand(['trackers', 'list'], { trackers: [] });
    assert.match(messages, /No trackers yet\. Add one with: sophia trackers add/);
  });
});

it('a tracker that is not defined gets a sentence that names the option and what was found', async () => {
  const cases: [string[], RegExp][] = [
    [['add', 'Discounts'], /Expected --keywords or --question, found neither\./],
    [
      ['add', 'Discounts', '--keywords', 'a', '--question', 'b?'],
      /Expected either --keywords or --question, found both\./,
    ],
    [['preview', 'Discounts', '--keywords', ',,'], /Expected phrases separated by commas for --keywords, found “,,”\./],
    [['add', 'Discounts', '--question', ' '], /Expected a question for --question, found “ ”\./],
  ];
  for (const [words, message] of cases) {
    const { code, asked, messages } = await runCommand(['trackers', ...words], {});
    assert.match(messages, message);
    assert.deepEqual([code === 0, asked], [false, []]);
  }
});
