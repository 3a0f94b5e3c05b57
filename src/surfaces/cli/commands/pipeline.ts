import { type Command, Option } from 'commander';
import { PipelineClock } from '#contracts';
import { formatMoney, type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeForecast } from '../describe-forecast.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags, parseDay } from '../list-options.ts';
import { type Terminal, writeMessage, writeOutput } from '../terminal.ts';
import { counted, spaced, words } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type View = OperationOutput<'pipeline.get'>;
type Waterfall = OperationOutput<'pipeline.waterfall'>;

interface FilterFlags extends ListFlags {
  readonly owner?: string;
  readonly team?: string;
  readonly pipeline?: string;
}

/** `sophia pipeline`: the open deals by stage, what changed between two nights, and what a period will bring. */
export function addPipelineCommand(program: Command, environment: CommandEnvironment): void {
  const pipeline = program
    .command('pipeline')
    .enablePositionalOptions()
    .summary('open deals by stage, what changed, and what a period will bring')
    .description('Open deals by stage: number, amount, and amount by the probability of the stage.')
    .option('--as-of <YYYY-MM-DD>', 'as it stood at the end of this day; now where it is not given', parseDay)
    .addOption(clockOption());
  addFilterOptions(pipeline)
    .addHelpText(
      'after',
      examplesOf(
        'sophia pipeline --team Sales',
        'sophia pipeline --as-of 2026-09-30',
        'sophia pipeline --as-of 2026-09-30 --clock true',
        'sophia pipeline waterfall --since 2026-11-09',
        'sophia pipeline forecast --period "this quarter"',
      ),
    )
    .action(async (flags: FilterFlags & { readonly asOf?: string; readonly clock: PipelineClock }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const input = { asOf: flags.asOf ?? null, clock: flags.clock, ...filterOf(flags) };
        showPipeline({ terminal: environment.terminal, flags, view: await operator.call('pipeline.get', input) });
        return exitCodes.all;
      });
    });
  addWaterfallCommand(pipeline, environment);
  addForecastCommand(pipeline, environment);
}

function addWaterfallCommand(pipeline: Command, environment: CommandEnvironment): void {
  const waterfall = pipeline
    .command('waterfall')
    .description('What led from the pipeline of one night to that of another; opening and parts add up to closing.')
    .requiredOption('--since <YYYY-MM-DD>', 'the opening is the pipeline at the end of this day', parseDay)
    .option('--until <YYYY-MM-DD>', 'the closing is the pipeline at the end of this day; the last night', parseDay)
    .option('--closing <period>', 'only deals that are to close in this period, such as "this quarter" or 2026-Q4')
    .addOption(clockOption())
    .option('--deals', 'with the deals that make up the parts');
  addFilterOptions(waterfall)
    .addHelpText(
      'after',
      examplesOf(
        'sophia pipeline waterfall --since 2026-11-09 --workspace example',
        'sophia pipeline waterfall --since 2026-10-01 --closing "this quarter" --deals',
      ),
    )
    .action(async (flags: WaterfallFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { since, until = null, closing = null, clock } = flags;
        const answer = await operator.call('pipeline.waterfall', { since, until, closing, clock, ...filterOf(flags) });
        showWaterfall({ terminal: environment.terminal, flags, answer });
        return exitCodes.all;
      });
    });
}

interface WaterfallFlags extends FilterFlags {
  readonly since: string;
  readonly until?: string;
  readonly closing?: string;
  readonly clock: PipelineClock;
  readonly deals?: true;
}

function addForecastCommand(pipeline: Command, environment: CommandEnvironment): void {
  const forecast = pipeline
    .command('forecast')
    .description('Low, expected and high for a period by how own deals of that stage and age ended before.')
    .option('--period <period>', 'such as "this quarter", "next month", 2026-Q4 or 2026-11', 'this quarter')
    .option('--as-of <YYYY-MM-DD>', 'as it would have been made at the end of this day', parseDay)
    .addOption(clockOption())
    .option('--standings', 'with how each team and owner stands, and what lacks to their quotas');
  addFilterOptions(forecast)
    .addHelpText(
      'after',
      examplesOf(
        'sophia pipeline forecast --workspace example',
        'sophia pipeline forecast --period 2027-Q1 --team Sales',
        'sophia pipeline forecast --as-of 2026-09-30 --clock true',
      ),
    )
    .action(async (flags: ForecastFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const input = { period: flags.period, asOf: flags.asOf ?? null, clock: flags.clock, ...filterOf(flags) };
        const answer = await operator.call('pipeline.forecast', input);
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else
          writeOutput(
            environment.terminal,
            describeForecast(flags.standings === true ? answer : { ...answer, standings: [] }),
          );
        return exitCodes.all;
      });
    });
}

interface ForecastFlags extends FilterFlags {
  readonly period: string;
  readonly asOf?: string;
  readonly clock: PipelineClock;
  readonly standings?: true;
}

function clockOption(): Option {
  return new Option('--clock <clock>', 'of a past day: as it was known then, or as it was by what is known by now')
    .choices(PipelineClock.options)
    .default('known');
}

function addFilterOptions(command: Command): Command {
  return addListOptions(
    command
      .option('--owner <name>', 'only deals of the owner with this name or e-mail address')
      .option('--team <name>', 'only deals of the owners in this team')
      .option('--pipeline <name>', 'only deals of this pipeline'),
  );
}

function filterOf({
  owner = null,
  team = null,
  pipeline = null,
}: Partial<Record<'owner' | 'team' | 'pipeline', string | null>>) {
  return { owner, team, pipeline };
}

type Bucket = View['stages'][number];

function showPipeline({ terminal, flags, view }: { terminal: Terminal; flags: ListFlags; view: View }): void {
  const { format } = flags;
  const empty = `No open deals${spaced(view.narrowed)} at the end of ${view.day}. Has the CRM been read? See sophia sync status.`;
  const whole = view.totals.map((total) => ({ ...total, pipeline: '', stage: 'all' }));
  if (format === 'table' && view.stages.length > 0) writeMessage(terminal, headOf(view));
  const rows = [...view.stages, ...whole];
  writeList({ terminal, format, answer: view, rows, main: stageColumn, others: bucketColumns, empty });
}

function headOf({ day, origin, narrowed }: View): string {
  const when = origin === 'now' ? `now (${day})` : `at the end of ${day}`;
  const rebuilt =
    origin === 'history'
      ? ', rebuilt from the history of the CRM'
      : origin === 'true'
        ? ', by all that is known of it by now'
        : '';
  return `Open deals${spaced(narrowed)} ${when}${rebuilt}:`;
}

const stageColumn: TableColumn<Bucket> = {
  title: 'Stage',
  worth: 99,
  value: ({ pipeline, stage }) => (pipeline === '' ? stage : `${stage} (${pipeline})`),
};
const bucketColumns: readonly TableColumn<Bucket>[] = [
  { title: 'Deals', align: 'right', worth: 9, value: ({ count }) => String(count) },
  {
    title: 'Amount',
    align: 'right',
    worth: 10,
    value: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
  },
  {
    title: 'Weighted',
    align: 'right',
    worth: 8,
    value: ({ weightedMinor, currency }) => formatMoney(weightedMinor, currency),
  },
  { title: 'Without amount', align: 'right', worth: 3, value: ({ withoutAmount }) => String(withoutAmount) },
];

interface Step {
  readonly name: string;
  readonly count: number;
  readonly amountMinor: number;
  readonly currency: string;
}

function showWaterfall({
  terminal,
  flags,
  answer,
}: {
  terminal: Terminal;
  flags: WaterfallFlags;
  answer: Waterfall;
}): void {
  const { format } = flags;
  const steps = answer.currencies.flatMap(({ currency, opening, parts, closing }): Step[] => [
    { name: `Opening, end of ${answer.from.day}`, currency, ...opening },
    ...parts.map(({ part, ...sums }) => ({ name: words(part), currency, ...sums })),
    { name: `Closing, end of ${answer.to.day}`, currency, ...closing },
  ]);
  const empty = `No deal was in the pipeline${spaced(answer.narrowed)} at the end of ${answer.from.day} or ${answer.to.day}.`;
  if (format === 'table' && steps.length > 0) writeOrigin(terminal, answer.from);
  writeList({ terminal, format, answer, rows: steps, main: stepColumn, others: stepColumns, empty });
  if (format === 'json' || flags.deals !== true || answer.deals.length === 0) return;
  writeMessage(terminal, '');
  writeList({ terminal, format, answer, rows: answer.deals, main: dealColumn, others: dealColumns, empty });
  if (answer.more > 0) writeMessage(terminal, `${counted(answer.more, 'smaller one')} not listed.`);
}

function writeOrigin(terminal: Terminal, { origin }: Waterfall['from']): void {
  if (origin === 'history') writeMessage(terminal, 'The opening is rebuilt from the history of the CRM.');
  if (origin === 'true') writeMessage(terminal, 'Both nights are looked at by all that is known of them by now.');
}

const stepColumn: TableColumn<Step> = { title: 'Waterfall', worth: 99, value: ({ name }) => name };
const stepColumns: readonly TableColumn<Step>[] = [
  { title: 'Deals', align: 'right', worth: 9, value: ({ count }) => String(count) },
  {
    title: 'Amount',
    align: 'right',
    worth: 10,
    value: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
  },
];

type Entry = Waterfall['deals'][number];
const dealColumn: TableColumn<Entry> = { title: 'Deal', worth: 99, value: ({ deal }) => deal };
const dealColumns: readonly TableColumn<Entry>[] = [
  { title: 'Part', worth: 9, value: ({ part }) => words(part) },
  {
    title: 'Amount',
    align: 'right',
    worth: 10,
    value: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
  },
  { title: 'Because', worth: 7, least: 16, value: ({ because }) => because },
];
