import { type Command, Option } from 'commander';
import { type TableColumn, visibleText } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
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
import { suggested, type Terminal, writeMessage, writeOutput } from '../terminal.ts';
import { minuteOf, plain, spaced } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

interface InboxFlags extends LimitFlags {
  readonly dead?: true;
  readonly source?: string;
}

type InboxLine = OperationOutput<'inbox.list'>['events'][number];
type InboxDetails = OperationOutput<'inbox.get'>;

interface Group {
  readonly inbox: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia inbox`: what vendors have told, and what could not be processed. */
export function addInboxCommand(program: Command, environment: CommandEnvironment): void {
  const inbox = program
    .command('inbox')
    .summary('what vendors have told, and what could not be processed')
    .description('Every event that a vendor has told or a look at a vendor has found. A dead letter can be retried.')
    .addHelpText(
      'after',
      examplesOf('sophia inbox list --dead', 'sophia inbox show inb_01…', 'sophia inbox retry inb_01…'),
    );
  addInboxList({ inbox, environment });
  addInboxShow({ inbox, environment });
  addInboxRetry({ inbox, environment });
}

function addInboxList({ inbox, environment }: Group): void {
  const list = inbox
    .command('list')
    .description('Lists the events, the newest first.')
    .option('--dead', 'only dead letters: those that failed in every try')
    .addOption(
      new Option('--source <source>', 'only events of this vendor, or of other systems').choices([
        'gong',
        'hubspot',
        'slack',
        'events',
      ]),
    );
  addLimitOptions(list, { largest: 500 })
    .addHelpText('after', examplesOf('sophia inbox list', 'sophia inbox list --dead --source gong'))
    .action(async (flags: InboxFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const state = flags.dead === true ? 'dead' : null;
        const answer = await operator.call('inbox.list', { state, source: flags.source ?? null, limit: flags.limit });
        const { terminal } = environment;
        const empty =
          state === 'dead'
            ? 'No dead letters: everything that came was processed or is being so.'
            : 'The inbox is empty: no vendor has told anything yet. See sophia sync status.';
        const { format } = flags;
        writeList({ terminal, format, answer, rows: answer.events, main: idColumn, others: columns, empty });
        return exitCodes.all;
      });
    });
}

function addInboxShow({ inbox, environment }: Group): void {
  const show = inbox
    .command('show')
    .description('Shows one event: what the vendor sent, what came of it and why, and what to do next.')
    .argument('<id>', "the event's id, or as much of it as only one has");
  addListOptions(show)
    .addHelpText('after', examplesOf('sophia inbox show inb_01…', 'sophia inbox show inb_01… --format json'))
    .action(async (inboxId: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('inbox.get', { inboxId });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, describe(environment.terminal, answer));
        return exitCodes.all;
      });
    });
}

function addInboxRetry({ inbox, environment }: Group): void {
  addWorkspaceOption(
    inbox
      .command('retry')
      .description('Puts a dead letter back into the line.')
      .argument('<id>', "the event's id, or as much of it as only one has"),
  )
    .addHelpText('after', examplesOf('sophia inbox retry inb_01…'))
    .action(async (inboxId: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await operator.call('inbox.retry', { inboxId });
        const when = operator.place === 'server' ? 'it is being processed' : 'it is processed once a server runs';
        writeMessage(environment.terminal, `Back in the line; ${when}.`);
        return exitCodes.all;
      });
    });
}

function describe(terminal: Terminal, event: InboxDetails): string {
  const { inboxId, source, kind, subject, address, occurredAt, receivedAt, settledAt, attempts, problem, payload } =
    event;
  return [
    `${inboxId}: ${plain(source)} ${plain(kind)}, ${event.state}`,
    `About: ${plain(subject)}`,
    ...(address === null ? [] : [`Link: ${plain(address)}`]),
    `Happened: ${minuteOf(occurredAt)}`,
    `Received: ${minuteOf(receivedAt)}`,
    `Settled: ${minuteOf(settledAt)}`,
    `Tries: ${attempts}`,
    ...(problem === null ? [] : [`Cause: ${plain(problem.message)} (${plain(problem.code)})`]),
    `Next: ${suggested(terminal, nextStepOf(event))}`,
    'Payload:',
    visibleText(JSON.stringify(payload ?? null, null, 2)),
  ].join('\n');
}

function nextStepOf({ state, problem, inboxId }: InboxDetails): string {
  switch (state) {
    case 'done':
      return 'nothing; it was processed.';
    case 'received':
      return 'nothing; it is processed in its turn, and again later where a vendor cannot be reached.';
    case 'dead':
      return `${spaced(problem?.action ?? '')} sophia inbox retry ${inboxId} tries it again.`.trim();
  }
}

const idColumn: TableColumn<InboxLine> = { title: 'Event', worth: 99, least: 40, value: ({ inboxId }) => inboxId };
const columns: readonly TableColumn<InboxLine>[] = [
  { title: 'State', worth: 9, value: ({ state }) => state },
  { title: 'What', worth: 8, value: ({ source, kind }) => `${source} ${kind}` },
  { title: 'About', worth: 5, value: ({ subject }) => subject },
  { title: 'Received', worth: 6, value: ({ receivedAt }) => minuteOf(receivedAt) },
  { title: 'Tries', align: 'right', worth: 3, value: ({ attempts }) => String(attempts) },
  {
    title: 'Problem',
    worth: 7,
    value: ({ problem }) => (problem === null ? '-' : `${problem.message} ${problem.action}`),
  },
];
