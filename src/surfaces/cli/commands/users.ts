import { type Command, Option } from 'commander';
import { PersonRole } from '#contracts';
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
import { counted, plain, words } from '../wording.ts';
import { writeList } from '../write-list.ts';
import { addChatLinkCommands } from './add-chat-link-commands.ts';
import { addTerritoryCommands } from './add-territory-commands.ts';

type User = OperationOutput<'users.list'>['users'][number];
type Session = OperationOutput<'sessions.list'>['sessions'][number];

interface Place {
  readonly users: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia users`: who has an account, with which role and in which team. */
export function addUsersCommand(program: Command, environment: CommandEnvironment): void {
  const users = program
    .command('users')
    .summary('who may sign in, and as what')
    .description(
      'People with an account, their roles, teams and sessions. Before the first one has set a password, whoever uses this machine is its operator; from then on everybody signs in. The command line stays with whoever has the files of this machine.',
    )
    .addHelpText(
      'after',
      examplesOf(
        'sophia users invite maya@tidewater.example --name "Maya Lindqvist" --role administrator',
        'sophia users role maya@tidewater.example manager',
        'sophia users team West --lead maya@tidewater.example --member tom@tidewater.example',
        'sophia users territory West --where company.state=CA,OR --manager maya@tidewater.example',
      ),
    );
  addListCommand({ users, environment });
  addInviteCommand({ users, environment });
  addLinkCommand({ users, environment });
  addChangeCommands({ users, environment });
  addTeamCommand({ users, environment });
  addTerritoryCommands({ users, environment });
  addChatLinkCommands({ users, environment });
  addSessionCommands({ users, environment });
}

function addListCommand({ users, environment }: Place): void {
  addListOptions(users.command('list').description('Lists the accounts, by address.'))
    .addHelpText('after', examplesOf('sophia users list', 'sophia users list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('users.list', {});
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.users,
          main: { title: 'Person', worth: 99, value: ({ name, email }) => `${plain(name)} <${plain(email)}>` },
          others: userColumns,
          empty:
            'Nobody has an account: whoever uses this machine is its operator. The first comes with: sophia users invite ADDRESS --name NAME --role administrator',
        });
        return exitCodes.all;
      });
    });
}

function addInviteCommand({ users, environment }: Place): void {
  addWorkspaceOption(
    users
      .command('invite')
      .description(
        'Makes an account, and a link with which its owner sets a password. The link works once, for 72 hours.',
      )
      .argument('<address>', 'the e-mail address: what is theirs in the CRM and in calls is known by it')
      .requiredOption('--name <name>', 'the name of the person')
      .addOption(
        new Option('--role <role>', 'what the person may do and see')
          .choices([...PersonRole.options])
          .makeOptionMandatory(),
      ),
  )
    .addHelpText(
      'after',
      examplesOf('sophia users invite tom@tidewater.example --name "Tom Okafor" --role representative'),
    )
    .action(async (email: string, flags: WorkspaceFlags & { name: string; role: PersonRole }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { name, role } = flags;
        showLink(environment, await operator.call('users.invite', { email, name, role }));
        return exitCodes.all;
      });
    });
}

function addLinkCommand({ users, environment }: Place): void {
  addWorkspaceOption(
    users
      .command('link')
      .description(
        'Makes a new link for somebody who lost theirs or forgot the password; it opens a closed account again.',
      )
      .argument('<user>', 'the address or the id'),
  )
    .addHelpText('after', examplesOf('sophia users link tom@tidewater.example'))
    .action(async (user: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        showLink(environment, await operator.call('users.link', { user }));
        return exitCodes.all;
      });
    });
}

/** The link goes to the output, so that it can be handed on; what is said of it does not. */
function showLink(environment: CommandEnvironment, { token, expiresAt, origin }: OperationOutput<'users.link'>): void {
  writeOutput(environment.terminal, `${origin ?? originOf(environment)}/welcome/${token}`);
  writeMessage(
    environment.terminal,
    `It works once, until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC. Hand it over yourself.`,
  );
}

/** As this command is configured, where the process that was asked does not say it. */
function originOf(environment: CommandEnvironment): string {
  const { server, publicUrl } = environment.config();
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return publicUrl ?? `http://${host}:${server.port}`;
}

function addChangeCommands({ users, environment }: Place): void {
  async function change(input: {
    user: string;
    role: PersonRole | null;
    state: 'ended' | null;
    flags: WorkspaceFlags;
    self: Command;
    said: string;
  }): Promise<void> {
    const { user, role, state, flags, self, said } = input;
    await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
      const { changed } = await operator.call('users.change', { user, role, state });
      writeMessage(environment.terminal, changed ? said : 'It was so already.');
      return exitCodes.all;
    });
  }
  addWorkspaceOption(
    users
      .command('role')
      .description('Gives somebody another role; sessions of theirs end, so that it holds at once.')
      .argument('<user>', 'the address or the id')
      .argument('<role>', PersonRole.options.join(', ')),
  )
    .addHelpText('after', examplesOf('sophia users role tom@tidewater.example manager'))
    .action(async (user: string, given: string, flags: WorkspaceFlags, self: Command) => {
      const role = PersonRole.safeParse(given).data;
      if (role === undefined) self.error(`Expected ${PersonRole.options.join(', ')}, found "${given}".`);
      else await change({ user, role, state: null, flags, self, said: `The role is now ${words(role)}.` });
    });
  addWorkspaceOption(
    users
      .command('close')
      .description('Closes an account: its sessions and keys end at once. What its owner did stays in the audit trail.')
      .argument('<user>', 'the address or the id'),
  )
    .addHelpText('after', examplesOf('sophia users close tom@tidewater.example'))
    .action(async (user: string, flags: WorkspaceFlags, self: Command) => {
      await change({ user, role: null, state: 'ended', flags, self, said: 'The account is closed.' });
    });
}

function addTeamCommand({ users, environment }: Place): void {
  function collect(value: string, before: string[]): string[] {
    return [...before, value];
  }
  addWorkspaceOption(
    users
      .command('team')
      .description(
        'Says who is in a team: those who lead it see the calls and deals of the rest. Without anybody, it is gone.',
      )
      .argument('<name>', 'the name of the team')
      .option('--lead <user>', 'who leads it; may be given several times', collect, [])
      .option('--member <user>', 'who is in it; may be given several times', collect, []),
  )
    .addHelpText(
      'after',
      examplesOf('sophia users team West --lead maya@tidewater.example --member tom@tidewater.example'),
    )
    .action(async (name: string, flags: WorkspaceFlags & { lead: string[]; member: string[] }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const asked = { name, leads: flags.lead, members: flags.member };
        const { members } = await operator.call('users.team', asked);
        const said = members === 0 ? 'The team is gone.' : `${counted(members, 'member')} in ${name}.`;
        writeMessage(environment.terminal, said);
        return exitCodes.all;
      });
    });
}

function addSessionCommands({ users, environment }: Place): void {
  addListOptions(users.command('sessions').description('Lists the sessions that hold, the newest first.'))
    .addHelpText('after', examplesOf('sophia users sessions'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('sessions.list', {});
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.sessions,
          main: { title: 'Person', worth: 99, value: ({ email }) => plain(email) },
          others: sessionColumns,
          empty: 'Nobody is signed in.',
        });
        return exitCodes.all;
      });
    });
  addWorkspaceOption(
    users
      .command('sign-out')
      .description('Ends a session at once.')
      .argument('<session>', 'the id of the session, from sophia users sessions'),
  )
    .addHelpText('after', examplesOf('sophia users sign-out ses_01…'))
    .action(async (sessionId: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { ended } = await operator.call('sessions.end', { sessionId });
        writeMessage(environment.terminal, ended ? 'The session has ended.' : 'It had ended already.');
        return exitCodes.all;
      });
    });
}

const userColumns: readonly TableColumn<User>[] = [
  { title: 'Role', worth: 9, value: ({ role }) => words(role) },
  {
    title: 'Teams',
    worth: 7,
    value: ({ teams }) => teams.map(({ name, leads }) => `${plain(name)}${leads ? ' (leads)' : ''}`).join(', '),
  },
  { title: 'State', worth: 8, value: ({ state }) => state },
  { title: 'Signed in', worth: 6, value: ({ lastSignInAt }) => lastSignInAt?.slice(0, 16).replace('T', ' ') ?? '' },
  { title: 'Id', worth: 5, value: ({ userId }) => userId },
];
const sessionColumns: readonly TableColumn<Session>[] = [
  { title: 'Since', worth: 8, value: ({ openedAt }) => openedAt.slice(0, 16).replace('T', ' ') },
  { title: 'Until', worth: 6, value: ({ expiresAt }) => expiresAt.slice(0, 16).replace('T', ' ') },
  { title: 'From', worth: 7, value: ({ ipAddress }) => ipAddress ?? '' },
  { title: 'Id', worth: 20, value: ({ sessionId }) => sessionId },
];
