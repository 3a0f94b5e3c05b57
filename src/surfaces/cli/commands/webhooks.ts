import { type Command, InvalidArgumentError } from 'commander';
import { DomainEventType } from '#contracts';
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
import { parseCount } from '../parse-count.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { minuteOf, plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';
import { addDeliveriesCommands } from './add-deliveries-commands.ts';

type Endpoint = OperationOutput<'webhooks.list'>['endpoints'][number];

interface AddFlags extends ListFlags {
  readonly events: readonly EventType[];
  readonly description?: string;
}

type EventType = Endpoint['types'][number];

interface RotateFlags extends ListFlags {
  readonly overlapHours: number;
}

interface Group {
  readonly webhooks: Command;
  readonly environment: CommandEnvironment;
}

const everyEvent: readonly EventType[] = ['*'];
const longestOverlapHours = 168;
const endpointArgument = "the endpoint's id, or as much of it as only one has";

/** `sophia webhooks`: programs that are told of events. */
export function addWebhooksCommand(program: Command, environment: CommandEnvironment): void {
  const webhooks = program
    .command('webhooks')
    .summary('programs that are told what happened')
    .description('Programs that are told of events by signed requests (docs/webhooks.md), and what was sent to them.')
    .addHelpText(
      'after',
      examplesOf(
        'sophia webhooks add https://n8n.example.com/webhook/sophia --events call.analyzed,change_set.applied',
        'sophia webhooks test whe_01…',
        'sophia webhooks deliveries --dead',
      ),
    );
  addAddCommand({ webhooks, environment });
  addListCommand({ webhooks, environment });
  addTestCommand({ webhooks, environment });
  addDeliveriesCommands({ webhooks, environment });
  addRotateCommand({ webhooks, environment });
  addStateCommands({ webhooks, environment });
}

function addAddCommand({ webhooks, environment }: Group): void {
  const add = webhooks
    .command('add')
    .description('Has a program told of events from now on, and shows the secret that it checks them with, once.')
    .argument('<url>', 'an https address that can be reached from outside')
    .option('--events <types>', 'which events, with commas between them; * for all', parseEventTypes, everyEvent)
    .option('--description <text>', 'what it is for');
  addListOptions(add)
    .addHelpText('after', examplesOf('sophia webhooks add https://hooks.example.com/sophia --events "*"'))
    .action(async (url: string, flags: AddFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { events, description = null } = flags;
        const added = await operator.call('webhooks.add', { url, types: [...events], description });
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, added);
        else {
          writeOutput(terminal, `Endpoint: ${added.endpointId}\nSecret: ${added.secret}`);
          writeMessage(
            terminal,
            `Keep the secret now: it is not shown again. → Try it: sophia webhooks test ${added.endpointId}`,
          );
        }
        return exitCodes.all;
      });
    });
}

function addListCommand({ webhooks, environment }: Group): void {
  const list = webhooks
    .command('list')
    .description('Lists the endpoints, how each of them answers, and why one is off.');
  addListOptions(list)
    .addHelpText('after', examplesOf('sophia webhooks list', 'sophia webhooks list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('webhooks.list', {});
        const { terminal } = environment;
        const empty = 'Nobody is told of events yet. → sophia webhooks add https://…';
        const { format } = flags;
        writeList({ terminal, format, answer, rows: answer.endpoints, main: idColumn, others: columns, empty });
        return exitCodes.all;
      });
    });
}

function addTestCommand({ webhooks, environment }: Group): void {
  const test = webhooks
    .command('test')
    .description('Sends an event of the type webhook.test now, once, and says what was answered.')
    .argument('<endpoint>', endpointArgument);
  addListOptions(test)
    .addHelpText('after', examplesOf('sophia webhooks test whe_01…'))
    .action(async (endpoint: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const tested = await operator.call('webhooks.test', { endpoint });
        const { terminal } = environment;
        const { problem, status, durationMs, responseExcerpt } = tested;
        if (flags.format === 'json') writeJson(terminal, tested);
        else if (problem === null) writeOutput(terminal, `Taken: status ${status} after ${durationMs} ms.`);
        else {
          const said =
            responseExcerpt === null || responseExcerpt === '' ? '' : `\nAnswered: ${plain(responseExcerpt)}`;
          writeOutput(terminal, `Not taken: ${plain(problem.message)}${said}\n→ ${problem.action}`);
        }
        return problem === null ? exitCodes.all : exitCodes.none;
      });
    });
}

function addRotateCommand({ webhooks, environment }: Group): void {
  const rotate = webhooks
    .command('rotate')
    .description('Gives an endpoint a new secret and shows it, once; the old one is valid beside it for a while.')
    .argument('<endpoint>', endpointArgument)
    .option(
      '--overlap-hours <hours>',
      `how long both are valid, up to ${longestOverlapHours}; 0 ends the old one at once`,
      parseOverlap,
      24,
    );
  addListOptions(rotate)
    .addHelpText(
      'after',
      examplesOf('sophia webhooks rotate whe_01…', 'sophia webhooks rotate whe_01… --overlap-hours 0'),
    )
    .action(async (endpoint: string, flags: RotateFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { overlapHours } = flags;
        const rotated = await operator.call('webhooks.rotate', { endpoint, overlapHours });
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, rotated);
        else {
          writeOutput(terminal, `Secret: ${rotated.secret}`);
          const until = rotated.previousSecretUntil;
          const old = until === null ? 'has ended' : `is valid beside it until ${minuteOf(until)}`;
          writeMessage(terminal, `Keep the secret now: it is not shown again. The old one ${old}.`);
        }
        return exitCodes.all;
      });
    });
}

function addStateCommands({ webhooks, environment }: Group): void {
  addWorkspaceOption(
    webhooks
      .command('enable')
      .description('Has an endpoint told again that was disabled. What it missed meanwhile comes by a replay.')
      .argument('<endpoint>', endpointArgument),
  )
    .addHelpText('after', examplesOf('sophia webhooks enable whe_01…'))
    .action(async (endpoint: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { endpointId } = await operator.call('webhooks.enable', { endpoint });
        writeMessage(
          environment.terminal,
          `${endpointId} is told again. → What it missed: sophia webhooks replay --endpoint ${endpointId} --from …`,
        );
        return exitCodes.all;
      });
    });
  addWorkspaceOption(
    webhooks
      .command('remove')
      .description('Takes an endpoint away with its log. What waits for it is not sent.')
      .argument('<endpoint>', endpointArgument),
  )
    .addHelpText('after', examplesOf('sophia webhooks remove whe_01…'))
    .action(async (endpoint: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { endpointId } = await operator.call('webhooks.remove', { endpoint });
        writeMessage(environment.terminal, `${endpointId} is removed.`);
        return exitCodes.all;
      });
    });
}

function parseEventTypes(value: string): readonly EventType[] {
  return value.split(',').map((part) => {
    const type = part.trim();
    if (type === '*') return type;
    const known = DomainEventType.safeParse(type);
    if (known.success) return known.data;
    throw new InvalidArgumentError(`Expected * or some of ${DomainEventType.options.join(', ')}, found "${type}".`);
  });
}

function parseOverlap(value: string): number {
  return value === '0' ? 0 : parseCount({ largest: longestOverlapHours })(value);
}

const idColumn: TableColumn<Endpoint> = {
  title: 'Endpoint',
  worth: 99,
  least: 40,
  value: ({ endpointId }) => endpointId,
};
const columns: readonly TableColumn<Endpoint>[] = [
  {
    title: 'State',
    worth: 9,
    value: ({ state, failingSince }) => (failingSince === null ? state : `${state}, failing`),
  },
  { title: 'Address', worth: 8, least: 16, value: ({ url }) => plain(url) },
  { title: 'Events', worth: 5, least: 12, value: ({ types }) => types.join(', ') },
  { title: 'Last taken', worth: 6, value: ({ lastDeliveredAt }) => minuteOf(lastDeliveredAt) },
  { title: 'What for', worth: 2, least: 12, value: ({ description }) => plain(description) },
  {
    title: 'Problem',
    worth: 7,
    value: ({ problem }) => (problem === null ? '-' : plain(`${problem.message} ${problem.action}`)),
  },
];
