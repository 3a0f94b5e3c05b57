import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const manager = ['--manager', 'maya@tidewater.example'];
const rules = [
  { of: 'company', property: 'city', values: ['Portland, OR', 'Salem', '5" pipe, "long"'] },
  { of: 'deal', property: 'dealtype', values: ['newbusiness'] },
];
const typed = ['company.city="Portland, OR", Salem,"5"" pipe, ""long"""', 'deal.dealtype=newbusiness'];

function where(lines: readonly string[]): string[] {
  return lines.flatMap((line) => ['--where', line]);
}

describe('sophia users territory', () => {
  it('takes values with commas and quotes in them in double quotes', async () => {
    const args = ['users', 'territory', 'Oregon', ...where(typed), ...manager];
    const { asked, messages } = await runCommand(args, { members: 1 });
    assert.deepEqual(asked, [['territories.set', { name: 'Oregon', rules, members: ['maya@tidewater.example'] }]]);
    assert.match(messages, /1 manager sees Oregon\./u);
  });

  it('says of what is no rule how one is written, and asks for nothing', async () => {
    for (const wrong of [
      'city=Salem',
      'company.city=',
      'company.city="Portland, OR',
      'company.city="Portland" x',
      '',
    ]) {
      const { asked, code, messages } = await runCommand(
        ['users', 'territory', 'Oregon', ...where([wrong]), ...manager],
        { members: 1 },
      );
      assert.deepEqual([asked, code], [[], 2], wrong);
      assert.ok(messages.includes(`a value with a comma in double quotes), found "${wrong}"`), messages);
    }
  });

  it('is listed as it is typed', async () => {
    const territory = {
      territoryId: 'ter_1',
      name: 'Oregon',
      rules,
      members: ['maya@tidewater.example'],
      version: 'v',
    };
    const { output } = await runCommand(['users', 'territories'], { territories: [territory] });
    assert.match(output, /company\.city="Portland, OR",Salem,"5"" pipe, ""long""" and deal\.dealtype=newbusiness/u);
  });
});
