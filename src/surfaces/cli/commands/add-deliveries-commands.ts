import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { type TableColumn } from '#platform/wording';
import type { OperationInput, OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addLimitOptions,
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type LimitFlags,
  type ListFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, minuteOf, plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type Delivery = OperationOutput<'webhooks.deliveries'>['deliveries'][number];

interface DeliveriesFlags extends LimitFlags {
  readonly endpoint?: string;
  readonly state?: Delivery['state'];
  readonly dead?: true;
}

interface ReplayFlags extends WorkspaceFlags {
  readonly endpoint?: string;
  readonly from?: string;
  readonly to?: string;
}

interface Group {
  readonly webhooks: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia webhooks deliveries`, `delivery` and `replay`: what was sent, and sending it again. */
export function addDeliveriesCommands(group: Group): void {
  addListCommand(group);
  addShowCommand(group);
  addReplayCommand(group);
}

function addListCommand({ webhooks, environment }: Group): void {
  const list = webhooks
    .command('deliveries')
    .description(
      'Lists what was sent or is to be, the newest first; dead letters with the reason. It goes back a month.',
    )
    .option('--endpoint <id>', 'only to this endpoint')
    .addOption(new Option('--state <state>', 'only those in this state').choices(['waiting', 'delivered', 'dead']))
    .option('--dead', 'only dead letters: those that were not taken in any try');
  addLimitOptions(list, { largest: 500 })
    .addHelpText('after', examplesOf('sophia webhooks deliveries', 'sophia webhooks deliveries --dead'))
    .action(async (flags: DeliveriesFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const state = flags.dead === true ? 'dead' : (flags.state ?? null);
        const { endpoint = null, limit, format } = flags;
        const answer = await operator.call('webhooks.deliveries', { endpoint, state, limit });
        const { terminal } = environment;
        const empty = state === null ? 'Nothing was sent yet.' : `Nothing is ${state}.`;
        writeList({ terminal, format, answer, rows: answer.deliveries, main: idColumn, others: columns, empty });
        return exitCodes.all;
      });
    });
}

function addShowCommand({ webhooks, environment }: Group): void {
  const show = webhooks
    .command('delivery')
    .description('Shows one delivery: what is sent, and each try with what was answered.')
    .argument('<id>', "the delivery's id, or as much of it as only one has");
  addListOptions(show)
    .addHelpText('after', examplesOf('sophia webhooks delivery whd_01…'))
    .action(async (delivery: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('webhooks.delivery', { delivery });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, describe(answer));
        return exitCodes.all;
      });
    });
}

function addReplayCommand({ webhooks, environment }: Group): void {
  addWorkspaceOption(
    webhooks
      .command('replay')
      .description('Sends one delivery again, or with --endpoint and --from every event of a time.')
      .argument('[delivery]', "the delivery's id, or as much of it as only one has")
      .option('--endpoint <id>', 'to this endpoint, what it is told of')
      .option(
        '--from <instant>',
        'from a day or an instant on, such as 2026-09-14 or 2026-09-14T08:00:00Z',
        parseInstant,
      )
      .option('--to <instant>', 'up to a day or an instant that is not in it; up to now without it', parseInstant),
  )
    .addHelpText(
      'after',
      examplesOf('sophia webhooks replay whd_01…', 'sophia webhooks replay --endpoint whe_01… --from 2026-09-14'),
    )
    .action(async (delivery: string | undefined, flags: ReplayFlags, self: Command) => {
      const input = replayOf({ delivery, flags });
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { queued, state, endpointId } = await operator.call('webhooks.replay', input);
        const when = operator.place === 'server' ? 'now' : 'once a server runs';
        const hint =
          state === 'active' ? `it is sent ${when}` : `it is sent after: sophia webhooks enable ${endpointId}`;
        writeMessage(environment.terminal, `${counted(queued, 'event')} back in the line; ${hint}.`);
        return exitCodes.all;
      });
    });
}

function replayOf({
  delivery,
  flags,
}: {
  delivery: string | undefined;
  flags: ReplayFlags;
}): OperationInput<'webhooks.replay'> {
  const { endpoint, from, to = null } = flags;
  if (delivery !== undefined && endpoint === undefined) return { what: 'delivery', delivery };
  if (delivery === undefined && endpoint !== undefined && from !== undefined) {
    return { what: 'range', endpoint, from, to };
  }
  throw new SophiaError('input.invalid', 'Expected a delivery, or --endpoint with --from, found neither or both.');
}

function parseInstant(value: string): string {
  const text = z.iso.date().safeParse(value).success ? `${value}T00:00:00Z` : value;
  if (z.iso.datetime().safeParse(text).success) return text;
  throw new InvalidArgumentError(`Expected a day or an instant such as 2026-09-14T08:00:00Z, found "${value}".`);
}

function describe(delivery: OperationOutput<'webhooks.delivery'>): string {
  const { deliveryId, state, type, messageId, occurredAt, nextAttemptAt, problem, body, tries } = delivery;
  return [
    `${deliveryId}: ${type}, ${state}`,
    `webhook-id: ${messageId}`,
    `Happened: ${minuteOf(occurredAt)}`,
    ...(nextAttemptAt === null ? [] : [`Next try: ${minuteOf(nextAttemptAt)}`]),
    ...(problem === null ? [] : [`Problem: ${plain(`${problem.message} ${problem.action}`)}`]),
    `Body: ${plain(body)}`,
    ...tries.map(({ at, outcome, status, durationMs, responseExcerpt }) => {
      const answer = status === null ? outcome : `${outcome}, status ${status}`;
      return `${at}: ${answer} after ${durationMs} ms${responseExcerpt === null ? '' : `: ${plain(responseExcerpt)}`}`;
    }),
  ].join('\n');
}

const idColumn: TableColumn<Delivery> = {
  title: 'Delivery',
  worth: 99,
  least: 40,
  value: ({ deliveryId }) => deliveryId,
};
const columns: readonly TableColumn<Delivery>[] = [
  { title: 'State', worth: 9, value: ({ state }) => state },
  { title: 'Event', worth: 8, value: ({ type }) => type },
  { title: 'Happened', worth: 6, value: ({ occurredAt }) => minuteOf(occurredAt) },
  { title: 'Tries', align: 'right', worth: 4, value: ({ attempts }) => String(attempts) },
  { title: 'Next try', worth: 5, value: ({ nextAttemptAt }) => minuteOf(nextAttemptAt) },
  { title: 'Problem', worth: 7, least: 16, value: ({ problem }) => (problem === null ? '-' : plain(problem.message)) },
];
