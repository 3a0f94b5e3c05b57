import { type Command, Option } from 'commander';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeEvidence } from '../describe-evidence.ts';
import { exitCodes } from '../exit-codes.ts';
import { addLimitOptions, addListOptions, examplesOf, type LimitFlags, type ListFlags } from '../list-options.ts';
import { writeOutput } from '../terminal.ts';
import { plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';
import { addPublishCommands } from './add-publish-command.ts';
import { addTryLimitsCommand } from './add-try-limits-command.ts';

type WarningLine = OperationOutput<'warnings.list'>['warnings'][number];

const kinds = [
  'no_activity',
  'no_next_step',
  'close_date_passed',
  'close_date_pushed',
  'stuck_in_stage',
  'single_threaded',
  'champion_left',
  'ghosted',
] as const satisfies readonly WarningLine['kind'][];

interface WarningFlags extends LimitFlags {
  readonly deal?: string;
  readonly kind?: WarningLine['kind'];
  readonly all?: true;
}

/** `sophia warnings`: what somebody should look at in the deals, and why. */
export function addWarningsCommand(program: Command, environment: CommandEnvironment): void {
  const warnings = program
    .command('warnings')
    .summary('what somebody should look at in the deals')
    .description(
      'Warnings of open deals, by the CRM and the calls. Each is raised once, and goes by itself once cured.',
    )
    .addHelpText(
      'after',
      examplesOf(
        'sophia warnings list --deal "Larkspur Hill"',
        'sophia warnings show wrn_01…',
        'sophia warnings try my-workspace.json',
      ),
    );
  addListing(warnings, environment);
  addListOptions(
    warnings
      .command('show')
      .description('Shows a warning and what it stands on: words of a call, values, activities.')
      .argument('<id>', "the warning's id"),
  )
    .addHelpText('after', examplesOf('sophia warnings show wrn_01…'))
    .action(async (warningId: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const warning = await operator.call('warnings.get', { warningId });
        if (flags.format === 'json') writeJson(environment.terminal, warning);
        else writeOutput(environment.terminal, describe(warning));
        return exitCodes.all;
      });
    });
  addTryLimitsCommand(warnings, environment);
  addPublishCommands(warnings, {
    environment,
    part: {
      words: 'limits of warnings',
      show: { name: 'limits', fields: 'dealLimits and warningLimits' },
      read: (operator) => operator.call('warnings.limits', {}),
      pick: ({ dealLimits, warningLimits }) => ({ dealLimits, warningLimits }),
      publish: (operator, input) => operator.call('warnings.publish', input),
    },
  });
}

function addListing(warnings: Command, environment: CommandEnvironment): void {
  const list = warnings
    .command('list')
    .description('Lists the warnings that stand, the newest first.')
    .option('--deal <name>', 'only those of this deal: its name, a part of it, or its id')
    .addOption(new Option('--kind <kind>', 'only those of this kind').choices(kinds))
    .option('--all', 'also those that were cleared');
  addLimitOptions(list, { largest: 200 })
    .addHelpText('after', examplesOf('sophia warnings list', 'sophia warnings list --kind ghosted --all --format json'))
    .action(async (flags: WarningFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { deal = null, kind = null, limit } = flags;
        const standing = flags.all !== true;
        const answer = await operator.call('warnings.list', { deal, kind, standing, limit });
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.warnings,
          main: whyColumn,
          others: standing ? columns : [...columns, clearedColumn],
          empty: 'No warnings. Open deals are looked at by the hour, once the CRM and the history of calls are read.',
        });
        return exitCodes.all;
      });
    });
}

const whyColumn: TableColumn<WarningLine> = { title: 'Why', worth: 99, value: ({ explanation }) => explanation };
const columns: readonly TableColumn<WarningLine>[] = [
  { title: 'Deal', worth: 9, least: 16, value: ({ deal, recordId }) => deal ?? recordId },
  { title: 'Warning', worth: 8, least: 12, value: ({ title }) => title },
  { title: 'Severity', worth: 6, value: ({ severity }) => severity },
  { title: 'Since', worth: 5, value: ({ raisedAt }) => raisedAt.slice(0, 10) },
  { title: 'Id', worth: 20, value: ({ warningId }) => warningId },
];
const clearedColumn: TableColumn<WarningLine> = {
  title: 'Cleared',
  worth: 5,
  value: ({ clearedAt }) => clearedAt?.slice(0, 10) ?? '-',
};

function describe(warning: WarningLine): string {
  const { title, severity, deal, recordId, warningId, explanation, raisedAt, clearedAt, clearedBecause } = warning;
  const cleared = clearedAt === null ? 'it stands' : `cleared ${clearedAt}: ${clearedBecause ?? 'without a reason'}`;
  return [
    `${plain(title)} (${severity}): ${plain(deal ?? recordId)}  ${warningId}`,
    `  ${plain(explanation)}`,
    `  Raised ${raisedAt}, ${plain(cleared)}`,
    ...(warning.evidence.length === 0 ? ['  It stands on what is missing.'] : ['  It stands on:']),
    ...warning.evidence.map((evidence) => `    ${plain(describeEvidence(evidence))}`),
  ].join('\n');
}
