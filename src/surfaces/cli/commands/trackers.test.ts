import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runCommand } from '#test/run-command';

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
