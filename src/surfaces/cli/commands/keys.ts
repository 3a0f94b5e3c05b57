import { type Command, InvalidArgumentError, Option } from 'commander';
import { Permission, Role } from '#contracts';
import { type TableColumn } from '#platform/wording';
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
import { writeMessage, writeOutput } from '../terminal.ts';
import { plain, words } from '../wording.ts';
import { writeList } from '../write-list.ts';

type Key = OperationOutput<'keys.list'>['keys'][number];

interface CreateFlags extends WorkspaceFlags {
  readonly user?: string;
  readonly role?: Role;
  readonly actsFor?: string;
  readonly scope: readonly Permission[];
  readonly days: number | null;
}

interface Place {
  readonly keys: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia keys`: what programs come with in the place of a password. */
export function addKeysCommand(program: Command, environment: CommandEnvironment): void {
  const keys = program
    .command('keys')
    .summary('keys for programs: personal ones and those of services')
    .description(
      'A key is sent as `Authorization: Bearer …`. It is shown once and kept as a hash. A personal key does what its owner may; a service key what its role may; one with the role agent acts for a person and never sees or does more than that person.',
    )
    .addHelpText(
      'after',
      examplesOf(
        'sophia keys create "Weekly export" --user maya@tidewater.example --scope call_access',
        'sophia keys create n8n --role read_only',
        'sophia keys create Assistant --role agent --acts-for tom@tidewater.example',
        'sophia keys rotate key_01…',
      ),
    );
  addListCommand({ keys, environment });
  addCreateCommand({ keys, environment });
  addRotateCommand({ keys, environment });
  addRevokeCommand({ keys, environment });
}

function addListCommand({ keys, environment }: Place): void {
  addListOptions(keys.command('list').description('Lists the keys, the newest first; the keys themselves are nowhere.'))
    .addHelpText('after', examplesOf('sophia keys list', 'sophia keys list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('keys.list', {});
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.keys,
          main: { title: 'Key', worth: 99, value: ({ name, hint }) => `${plain(name)} (…${plain(hint)})` },
          others: columns,
          empty: 'There are no keys. A program gets one with: sophia keys create NAME --role read_only',
        });
        return exitCodes.all;
      });
    });
}

function addCreateCommand({ keys, environment }: Place): void {
  addWorkspaceOption(
    keys
      .command('create')
      .description('Makes a key and shows it this once. It ends after 90 days unless it is said otherwise.')
      .argument('<name>', 'what it is for')
      .option('--user <user>', 'a personal key of this person')
      .addOption(new Option('--role <role>', 'a service key with this role').choices([...Role.options]))
      .option('--acts-for <user>', 'with --role agent: the person whom it acts for')
      .addOption(
        new Option('--scope <permission...>', 'only these permissions of the role')
          .choices([...Permission.options])
          .default([], 'all of the role'),
      )
      .option('--days <days>', 'after how many days it ends, or never', parseDays, 90),
  )
    .addHelpText('after', examplesOf('sophia keys create n8n --role read_only --days 30'))
    .action(async (name: string, flags: CreateFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { key, expiresAt } = await operator.call('keys.create', {
          kind: flags.role === undefined ? 'personal' : 'service',
          name,
          user: flags.user ?? flags.actsFor ?? null,
          role: flags.role ?? null,
          scopes: flags.scope.length === 0 ? null : [...flags.scope],
          days: flags.days,
        });
        writeOutput(environment.terminal, key);
        const until = expiresAt === null ? 'does not end by itself' : `ends ${expiresAt.slice(0, 10)}`;
        writeMessage(environment.terminal, `Keep it now: it is not shown again. It ${until}.`);
        return exitCodes.all;
      });
    });
}

function addRotateCommand({ keys, environment }: Place): void {
  addWorkspaceOption(
    keys
      .command('rotate')
      .description('Makes a new key in the place of one; for a while both are valid.')
      .argument('<key>', 'the id, or as much of it as only one has')
      .option('--overlap-hours <hours>', 'how long the old one stays valid', parseHours, 24),
  )
    .addHelpText('after', examplesOf('sophia keys rotate key_01…', 'sophia keys rotate key_01… --overlap-hours 1'))
    .action(async (key: string, flags: WorkspaceFlags & { overlapHours: number }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const made = await operator.call('keys.rotate', { key, overlapHours: flags.overlapHours });
        writeOutput(environment.terminal, made.key);
        const until = made.oldValidUntil.slice(0, 16).replace('T', ' ');
        writeMessage(
          environment.terminal,
          `Keep it now: it is not shown again. The old key is valid until ${until} UTC.`,
        );
        return exitCodes.all;
      });
    });
}

function addRevokeCommand({ keys, environment }: Place): void {
  addWorkspaceOption(
    keys
      .command('revoke')
      .description('Ends a key at once.')
      .argument('<key>', 'the id, or as much of it as only one has'),
  )
    .addHelpText('after', examplesOf('sophia keys revoke key_01…'))
    .action(async (key: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { revoked } = await operator.call('keys.revoke', { key });
        writeMessage(environment.terminal, revoked ? 'The key is revoked.' : 'It was revoked already.');
        return exitCodes.all;
      });
    });
}

const columns: readonly TableColumn<Key>[] = [
  {
    title: 'Of',
    worth: 9,
    value: ({ owner, role }) => [owner, role === null ? null : words(role)].filter(Boolean).join(', '),
  },
  { title: 'Scopes', worth: 5, least: 12, value: ({ scopes }) => scopes?.join(', ') ?? 'all' },
  { title: 'State', worth: 8, value: ({ state }) => state },
  { title: 'Ends', worth: 7, value: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? 'never' },
  { title: 'Used', worth: 4, value: ({ lastUsedAt }) => lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
  { title: 'Id', worth: 20, value: ({ keyId }) => keyId },
];

function parseDays(value: string): number | null {
  if (value === 'never') return null;
  return parseWhole({ value, largest: 3650, what: 'a number of days, or never' });
}

function parseHours(value: string): number {
  return parseWhole({ value, largest: 720, what: 'a number of hours' });
}

function parseWhole({ value, largest, what }: { value: string; largest: number; what: string }): number {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (number <= largest) return number;
  throw new InvalidArgumentError(`Expected ${what}, ${largest} at most, found "${value}".`);
}
