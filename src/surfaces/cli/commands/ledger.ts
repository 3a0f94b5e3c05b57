import type { Command } from 'commander';
import type { LedgerDay, LedgerGap } from '#contracts';
import type { TableColumn } from '#modules/reports';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags, parseDay } from '../list-options.ts';
import { type Terminal, writeMessage } from '../terminal.ts';
import { counted, minuteOf, plain, words } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

interface LedgerFlags extends ListFlags {
  readonly since?: string;
  readonly gaps?: true;
}

const gapsAtMost = 1000;

/** `sophia ledger`: whether every call has arrived everywhere, by day, and what is missing why. */
export function addLedgerCommand(program: Command, environment: CommandEnvironment): void {
  const command = program
    .command('ledger')
    .summary('whether every call has arrived everywhere, and what is missing')
    .description(
      'Counts the calls of each day at each station (listed, received, stored, analyzed, proposed, written, told) and names every gap with its cause and the next try.',
    )
    .option('--since <YYYY-MM-DD>', 'the first day to show; the last thirty where it is not given', parseDay)
    .option('--gaps', 'only what is missing');
  addListOptions(command)
    .addHelpText('after', examplesOf('sophia ledger', 'sophia ledger --since 2026-10-01 --gaps --workspace example'))
    .action(async (flags: LedgerFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const ledger = await operator.call('ledger.get', { since: flags.since ?? null, gapLimit: gapsAtMost });
        show({ terminal: environment.terminal, ledger, flags });
        return exitCodes.all;
      });
    });
}

function show({
  terminal,
  ledger,
  flags,
}: {
  terminal: Terminal;
  ledger: OperationOutput<'ledger.get'>;
  flags: LedgerFlags;
}): void {
  const { format } = flags;
  if (format === 'json') {
    writeJson(terminal, flags.gaps === true ? { gaps: ledger.gaps, undecided: ledger.undecided } : ledger);
    return;
  }
  if (flags.gaps !== true) {
    const empty = `No calls since ${ledger.since}. See sophia sync status, or start Sophia with a source of calls.`;
    writeList({ terminal, format, answer: ledger, rows: ledger.days, main: dayColumn, others: dayColumns, empty });
    if (ledger.gaps.length > 0) writeMessage(terminal, `\n${counted(ledger.gaps.length, 'gap')}:`);
  }
  showDrifts({ terminal, drifts: ledger.drifts });
  showUndecided({ terminal, undecided: ledger.undecided });
  const empty = 'Nothing is missing: every call has arrived everywhere.';
  writeList({ terminal, format, answer: ledger, rows: ledger.gaps, main: gapColumn, others: gapColumns, empty });
}

/** Above the gaps, which are what one came for. */
function showDrifts({
  terminal,
  drifts,
}: {
  terminal: Terminal;
  drifts: OperationOutput<'ledger.get'>['drifts'];
}): void {
  if (drifts.length === 0) return;
  const lines = drifts.flatMap(({ source, foundAt, lines: found }) =>
    found.map(({ label, difference, before, after }) => {
      const change = [before, after].filter((each) => each !== null).join(' → ');
      return `  ${minuteOf(foundAt)}  ${plain(source)}: ${plain(label)}, ${words(difference)}${change === '' ? '' : ` (${plain(change)})`}`;
    }),
  );
  writeMessage(terminal, `\nNot as it was:\n${lines.join('\n')}\n`);
}

/** What waits for somebody to say which deal a call is about. */
function showUndecided({
  terminal,
  undecided,
}: {
  terminal: Terminal;
  undecided: OperationOutput<'ledger.get'>['undecided'];
}): void {
  if (undecided.length === 0) return;
  const lines = undecided.map(
    ({ day, title, externalId, cause, detail, nextAttemptAt }) =>
      `  ${day}  ${plain(title ?? externalId)}: ${words(cause)}. ${plain(detail)} Looked for again: ${nextAttemptAt === null ? 'no more' : minuteOf(nextAttemptAt)}.`,
  );
  writeMessage(terminal, `\nNot clear what these calls are about:\n${lines.join('\n')}\n`);
}

const dayColumn: TableColumn<LedgerDay> = { title: 'Day', worth: 99, value: ({ day, source }) => `${day} ${source}` };
const stations = ['expected', 'received', 'stored', 'analyzed', 'proposed', 'written', 'announced'] as const;
const dayColumns: readonly TableColumn<LedgerDay>[] = [
  ...stations.map(
    (station): TableColumn<LedgerDay> => ({
      title: station,
      align: 'right',
      worth: 5,
      value: (day) => String(day[station]),
    }),
  ),
  { title: 'kept out', align: 'right', worth: 6, value: ({ excluded }) => String(excluded) },
  { title: 'gaps', align: 'right', worth: 9, value: ({ gaps }) => String(gaps) },
];

const gapColumn: TableColumn<LedgerGap> = {
  title: 'Call',
  worth: 99,
  value: ({ title, externalId }) => title ?? externalId,
};
const gapColumns: readonly TableColumn<LedgerGap>[] = [
  { title: 'Day', worth: 6, value: ({ day }) => day },
  { title: 'Not', worth: 8, value: ({ missing }) => missing },
  { title: 'Because', worth: 9, least: 12, value: ({ cause }) => words(cause) },
  { title: 'Since', worth: 5, value: ({ since }) => minuteOf(since) },
  { title: 'Tries', align: 'right', worth: 4, value: ({ attempts }) => String(attempts) },
  { title: 'Next try', worth: 7, value: ({ nextAttemptAt }) => minuteOf(nextAttemptAt) },
  { title: 'Detail', worth: 2, least: 16, value: ({ detail }) => detail },
];
