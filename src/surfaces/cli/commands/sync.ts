import type { Command } from 'commander';
import { type ErrorEntry, errorCatalogue, SophiaError } from '#platform/errors';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput, Operator } from '#surfaces/local';
import { agreeToPrice } from '../agree-to-price.ts';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type ListFlags,
  parseDay,
  type WorkspaceFlags,
} from '../list-options.ts';
import { type Terminal, writeMessage, writeOutput } from '../terminal.ts';
import { counted, lengthOf, minuteOf, plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

interface BackfillFlags extends ListFlags {
  readonly from: string;
  readonly to: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

type Cursor = OperationOutput<'sync.status'>['cursors'][number];
type Counted = OperationOutput<'sync.count'>;

/** `sophia sync`: what is asked of the vendors, how far it has come, and history by a range of days. */
export function addSyncCommand(program: Command, environment: CommandEnvironment): void {
  const sync = program
    .command('sync')
    .summary('ask the vendors for what is new, or for history')
    .description('What is read from the vendors: now, by a range of days, and how far each reading has come.')
    .addHelpText(
      'after',
      examplesOf(
        'sophia sync status',
        'sophia sync now',
        'sophia sync calls --from 2026-07-01 --to 2026-09-30 --dry-run',
      ),
    );
  addListOptions(
    sync.command('status').description('Shows each stream: the last success, the lag, what stands in its way.'),
  )
    .addHelpText('after', examplesOf('sophia sync status', 'sophia sync status --workspace example --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('sync.status', {});
        const { terminal } = environment;
        const empty = 'No vendor was read yet. See sophia doctor for what is connected, and start the server.';
        writeList({ terminal, format: flags.format, answer, rows: answer.cursors, main, others, empty });
        if (flags.format !== 'json') writeProblems({ terminal, cursors: answer.cursors });
        return exitCodes.all;
      });
    });
  addWorkspaceOption(
    sync.command('now').description('Asks the connected vendors now for what is new, before their turn.'),
  )
    .addHelpText('after', examplesOf('sophia sync now', 'sophia sync now --workspace example'))
    .action(async (flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { streams } = await operator.call('sync.now', {});
        writeMessage(environment.terminal, `Asked for: ${streams.join(', ')}. ${whenOf(operator)}`);
        return exitCodes.all;
      });
    });
  addBackfillCommand({ sync, environment });
}

function addBackfillCommand({ sync, environment }: { sync: Command; environment: CommandEnvironment }): void {
  const calls = sync
    .command('calls')
    .description('Takes calls in as history: analyzed and matched, nothing written to the CRM, nobody told.')
    .requiredOption('--from <YYYY-MM-DD>', 'the first day, in UTC', parseDay)
    .requiredOption('--to <YYYY-MM-DD>', 'the last day, in UTC', parseDay)
    .option('--dry-run', 'only count what would be taken in, and what it may cost')
    .option('--yes', 'begin whatever it costs, without being asked');
  addListOptions(calls)
    .addHelpText(
      'after',
      examplesOf(
        'sophia sync calls --from 2026-07-01 --to 2026-09-30 --dry-run',
        'sophia sync calls --from 2026-07-01 --to 2026-09-30',
        'sophia sync calls --from 2026-07-01 --to 2026-09-30 --yes',
      ),
    )
    .action(async (flags: BackfillFlags, self: Command) => {
      const range = rangeOf(flags);
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const found = await operator.call('sync.count', range);
        if (flags.format === 'json') writeJson(terminal, found);
        else writeOutput(terminal, describe(found));
        if (flags.dryRun === true) return exitCodes.all;
        if (flags.yes !== true && !isFree(found) && !(await agreeToPrice({ terminal, price: costOf(found) }))) {
          writeMessage(terminal, 'Left as it is: nothing is taken in.');
          return exitCodes.none;
        }
        await operator.call('sync.backfill', range);
        writeMessage(terminal, `Asked for. ${whenOf(operator)}`);
        return exitCodes.all;
      });
    });
}

function rangeOf({ from, to }: BackfillFlags): { from: string; to: string } {
  if (from > to) {
    throw new SophiaError('input.invalid', `Expected --from on or before --to, found ${from} after ${to}.`);
  }
  const end = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000);
  return { from: `${from}T00:00:00.000Z`, to: end.toISOString() };
}

function whenOf({ place }: Operator): string {
  return place === 'server'
    ? 'The server is at it: see sophia sync status and sophia ledger.'
    : 'No server is running: it begins once one is started.';
}

function describe({ listed, keptOut, known, fresh, freshSeconds, models, costPerCallMicroUsd }: Counted): string {
  const kept = `${keptOut} private or internal and kept out, ${known} known already`;
  return [
    `${counted(listed, 'call')} in that range: ${kept}, ${fresh} to take in (${lengthOf(freshSeconds)} of talk).`,
    costOf({ fresh, models, costPerCallMicroUsd }),
  ].join('\n');
}

/** Nothing to take in costs nothing, and neither does what the rules analyze. */
function isFree({ fresh, models, costPerCallMicroUsd }: Counted): boolean {
  return fresh === 0 || models.length === 0 || costPerCallMicroUsd === 0;
}

function costOf({
  fresh,
  models,
  costPerCallMicroUsd,
}: Pick<Counted, 'fresh' | 'models' | 'costPerCallMicroUsd'>): string {
  if (models.length === 0) return 'Cost: none; the rules analyze, and no text leaves this machine.';
  const by = `${models.join(', then ')} would be asked`;
  if (costPerCallMicroUsd === null) {
    return `Cost: not known, since no call was analyzed by a model yet; ${by}. Try one with sophia analyze --engine model.`;
  }
  const dollars = ((fresh * costPerCallMicroUsd) / 1_000_000).toFixed(2);
  return `Cost: about ${dollars} USD by what calls have cost until now; ${by}. The daily budget holds.`;
}

const entries: Readonly<Record<string, ErrorEntry>> = errorCatalogue;

/** Whole, where the table may have had no room, and with what is to be done. */
function writeProblems({ terminal, cursors }: { terminal: Terminal; cursors: readonly Cursor[] }): void {
  for (const { source, stream, problem } of cursors) {
    if (problem === null) continue;
    const { code, message } = problem;
    const entry = entries[code];
    const passes = entry === undefined || entry.retryable;
    const next = passes ? 'It is tried again by itself.' : `${entry.action} sophia sync now tries at once.`;
    writeMessage(terminal, `\n${source} ${stream}: ${plain(message)} (${code})\n→ ${next}`);
  }
}

const main: TableColumn<Cursor> = { title: 'Stream', worth: 99, value: ({ source, stream }) => `${source} ${stream}` };
const others: readonly TableColumn<Cursor>[] = [
  { title: 'Last success', worth: 8, value: ({ lastSuccessAt }) => minuteOf(lastSuccessAt) },
  {
    title: 'Ago',
    align: 'right',
    worth: 7,
    value: ({ lagSeconds }) => (lagSeconds === null ? '-' : lengthOf(lagSeconds)),
  },
  { title: 'Read', align: 'right', worth: 5, value: ({ lastCount }) => String(lastCount) },
  { title: 'Problem', worth: 9, least: 20, value: ({ problem }) => problem?.message ?? '-' },
];
