import type { Command } from 'commander';
import {
  type DeadLetter,
  keptOutWords,
  type LedgerDay,
  type LedgerGap,
  stationLabels,
  underWayWords,
} from '#contracts';
import { type TableColumn } from '#platform/wording';
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
      'Counts the calls of each day at each station (listed, received, stored, analyzed, proposed, written, told) and names every gap with its cause and the next try. Past calls are history: of these nothing is written or told.',
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
    const { gaps, underWay, undecided, undecidedBefore, deadLetters } = ledger;
    writeJson(terminal, flags.gaps === true ? { gaps, underWay, undecided, undecidedBefore, deadLetters } : ledger);
    return;
  }
  if (flags.gaps !== true) {
    const empty = `No calls since ${ledger.since}. See sophia sync status, or start Sophia with a source of calls.`;
    writeList({ terminal, format, answer: ledger, rows: ledger.days, main: dayColumn, others: dayColumns, empty });
    if (ledger.gaps.length > 0) writeMessage(terminal, `\n${counted(ledger.gaps.length, 'gap')}:`);
  }
  showDrifts({ terminal, drifts: ledger.drifts });
  showUndecided({ terminal, ledger });
  showDeadLetters({ terminal, deadLetters: ledger.deadLetters });
  showGaps({ terminal, ledger, flags });
}

/** Of no call at all nothing is said: the sums have said so. */
function showGaps({ terminal, ledger, flags: { format, gaps } }: Parameters<typeof show>[0]): void {
  const { underWay } = ledger;
  const isBare = ledger.days.length === 0 && ledger.gaps.length === 0 && gaps !== true;
  if (underWay > 0) writeMessage(terminal, `\n${underWayWords(underWay)}\n`);
  if (ledger.gaps.length === 0 && (underWay > 0 || isBare)) return;
  const others = counted(ledger.undecided.length, 'call');
  const empty =
    ledger.undecided.length === 0
      ? `Nothing is missing: every call since ${ledger.since} has arrived everywhere.`
      : `No gap: but for the ${others} above, every call since ${ledger.since} has arrived everywhere.`;
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
  ledger: { undecided, undecidedBefore, since },
}: {
  terminal: Terminal;
  ledger: OperationOutput<'ledger.get'>;
}): void {
  if (undecidedBefore > 0) {
    const older = counted(undecidedBefore, 'older call');
    writeMessage(
      terminal,
      `\nOf ${older} before ${since} it is not clear either what ${undecidedBefore === 1 ? 'it is' : 'they are'} about: sophia ledger --since 2000-01-01 shows all days.\n`,
    );
  }
  if (undecided.length === 0) return;
  const lines = undecided.map(
    ({ day, title, externalId, cause, detail, nextAttemptAt }) =>
      `  ${day}  ${plain(title ?? externalId)}: ${words(cause)}. ${plain(detail)} Looked for again: ${nextAttemptAt === null ? 'no more' : minuteOf(nextAttemptAt)}.`,
  );
  writeMessage(terminal, `\nNot clear what these calls are about:\n${lines.join('\n')}\n`);
}

/** What failed in every try, with the command that has it tried again. */
function showDeadLetters({ terminal, deadLetters }: { terminal: Terminal; deadLetters: readonly DeadLetter[] }): void {
  if (deadLetters.length === 0) return;
  const lines = deadLetters.flatMap((letter) => {
    const { inboxId, source, kind, subject, address, problem, receivedAt, settledAt, attempts } = letter;
    const about = address === null ? subject : `${subject} (${address})`;
    const times = `received ${minuteOf(receivedAt)}, tried last ${minuteOf(settledAt)}, ${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
    return [
      `  ${plain(source)} ${plain(kind)} ${plain(about)}: ${plain(problem?.message ?? 'no cause was noted down.')}`,
      `    ${times}. ${plain(problem?.action ?? '')} Tried again by: sophia inbox retry ${inboxId}`,
    ];
  });
  writeMessage(terminal, `\nCould not be processed:\n${lines.join('\n')}\n`);
}

const dayColumn: TableColumn<LedgerDay> = { title: 'Day', worth: 99, value: ({ day, source }) => `${day} ${source}` };
/** The further back a station is, the more the one behind it says of it. */
const stations = [
  ['expected', 8],
  ['received', 3],
  ['stored', 4],
  ['analyzed', 5],
  ['proposed', 5],
  ['written', 6],
  ['announced', 6],
] as const;
const dayColumns: readonly TableColumn<LedgerDay>[] = [
  ...stations.map(
    ([station, worth]): TableColumn<LedgerDay> => ({
      title: stationLabels[station].toLowerCase(),
      align: 'right',
      worth,
      value: (day) => String(day[station]),
    }),
  ),
  { title: 'past', align: 'right', worth: 7, value: ({ history }) => String(history) },
  { title: 'kept out', align: 'right', worth: 6, value: keptOutWords },
  { title: 'gaps', align: 'right', worth: 9, value: ({ gaps }) => String(gaps) },
];

const gapColumn: TableColumn<LedgerGap> = {
  title: 'Call',
  worth: 99,
  value: ({ title, externalId }) => title ?? externalId,
};
const gapColumns: readonly TableColumn<LedgerGap>[] = [
  { title: 'Id', worth: 8, least: 19, value: ({ externalId }) => externalId },
  { title: 'Day', worth: 6, value: ({ day }) => day },
  { title: 'Not', worth: 8, value: ({ missing }) => stationLabels[missing].toLowerCase() },
  { title: 'Because', worth: 9, least: 12, value: ({ cause }) => words(cause) },
  { title: 'Since', worth: 5, value: ({ since }) => minuteOf(since) },
  { title: 'Tries', align: 'right', worth: 4, value: ({ attempts }) => String(attempts) },
  { title: 'Next try', worth: 7, value: ({ nextAttemptAt }) => minuteOf(nextAttemptAt) },
  { title: 'Detail', worth: 2, least: 16, value: ({ detail }) => detail },
  { title: 'Link', worth: 1, least: 40, value: ({ address }) => address ?? '-' },
];
