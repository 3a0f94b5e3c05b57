import type { Command } from 'commander';
import { readTerritoryRules, type TerritoryRule, writeTerritoryRules } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type ListFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeList } from '../write-list.ts';

type Territory = OperationOutput<'territories.list'>['territories'][number];

interface Place {
  readonly users: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia users territory` and `sophia users territories`: parts of the market, and the managers who see them. */
export function addTerritoryCommands({ users, environment }: Place): void {
  addListCommand({ users, environment });
  addSetCommand({ users, environment });
}

function addListCommand({ users, environment }: Place): void {
  addListOptions(users.command('territories').description('Lists the territories with what lies in each.'))
    .addHelpText('after', examplesOf('sophia users territories', 'sophia users territories --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('territories.list', {});
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.territories,
          main: { title: 'Territory', worth: 99, value: ({ name }) => plain(name) },
          others: [
            { title: 'Deals', worth: 90, value: ({ rules }) => rules.map(describeRule).join(' and ') },
            { title: 'Seen by', worth: 80, value: ({ members }) => members.map(plain).join(', ') },
          ],
          empty:
            'There is no territory. The first comes with: sophia users territory West --where deal.state=CA,OR --manager ADDRESS',
        });
        return exitCodes.all;
      });
    });
}

function addSetCommand({ users, environment }: Place): void {
  function collect(value: string, before: string[]): string[] {
    return [...before, value];
  }
  addWorkspaceOption(
    users
      .command('territory')
      .description(
        'Says which deals lie in a territory and which managers see them, beside those of the teams that they lead. Without a manager, it is gone.',
      )
      .argument('<name>', 'the name of the territory')
      .option(
        '--where <rule>',
        'deal.PROPERTY=VALUE,VALUE or company.PROPERTY=…; a value with a comma stands in double quotes; may be given several times, and all must hold',
        collect,
        [],
      )
      .option('--manager <user>', 'who sees its deals; may be given several times', collect, []),
  )
    .addHelpText(
      'after',
      examplesOf(
        'sophia users territory West --where company.state=CA,OR --manager maya@tidewater.example',
        `sophia users territory Portland --where 'company.city="Portland, OR",Salem' --manager maya@tidewater.example`,
      ),
    )
    .action(async (name: string, flags: WorkspaceFlags & { where: string[]; manager: string[] }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const asked = { name, rules: flags.where.map(readRule), members: flags.manager };
        const { members } = await operator.call('territories.set', asked);
        const said = members === 0 ? 'The territory is gone.' : `${counted(members, 'manager')} see ${name}.`;
        writeMessage(environment.terminal, said.replace(/^1 manager see/u, '1 manager sees'));
        return exitCodes.all;
      });
    });
}

function readRule(text: string): TerritoryRule {
  const rules = readTerritoryRules(text);
  const [rule, ...others] = Array.isArray(rules) ? rules : [];
  if (rule !== undefined && others.length === 0) return rule;
  throw new SophiaError(
    'input.invalid',
    `Expected --where such as company.state=CA,OR or 'company.city="Portland, OR",Salem' (a value with a comma in double quotes), found "${text}".`,
  );
}

/** As it is typed behind `--where`. */
function describeRule(rule: Territory['rules'][number]): string {
  return plain(writeTerritoryRules([rule]));
}
