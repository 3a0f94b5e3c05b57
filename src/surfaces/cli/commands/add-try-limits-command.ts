import path from 'node:path';
import type { Command } from 'commander';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeEvidence } from '../describe-evidence.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { readSettingsDraft } from '../read-settings-draft.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';

interface TryFlags extends ListFlags {
  readonly days: number;
}

type Trial = OperationOutput<'warnings.try'>;

/** `sophia warnings try`: what other limits would have warned of. */
export function addTryLimitsCommand(warnings: Command, environment: CommandEnvironment): void {
  const trial = warnings
    .command('try')
    .description('Says which deals other limits would have warned of, today and on the days before. Raises nothing.')
    .argument('<file>', 'a draft of workspace.json, of which dealLimits and warningLimits count')
    .option('--days <count>', 'how far to look back', parseCount({ largest: 365 }), 30);
  addListOptions(trial)
    .addHelpText('after', examplesOf('sophia warnings try my-workspace.json --days 90'))
    .action(async (file: string, flags: TryFlags, self: Command) => {
      const { terminal } = environment;
      const draft = await readSettingsDraft(path.resolve(terminal.workingDirectory, file));
      const { dealLimits, warningLimits } = draft;
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('warnings.try', { dealLimits, warningLimits, days: flags.days });
        if (flags.format === 'json') writeJson(terminal, answer);
        else writeOutput(terminal, describeTrial(answer));
        if (answer.unknownStages.length > 0) {
          const stages = answer.unknownStages.map((stage) => plain(stage)).join(', ');
          writeMessage(
            terminal,
            `No pipeline of deals has a stage with the id ${stages}: these limits hold for nothing.`,
          );
        }
        if (answer.unread > 0) {
          const unread = `The activities of ${counted(answer.unread, 'deal')} were not read from the CRM yet`;
          writeMessage(terminal, `${unread}: of what has not happened there, nothing is told.`);
        }
        writeMessage(
          terminal,
          `To put it in force: sophia warnings publish FILE --replaces ${answer.replaces.slice(0, 12)}`,
        );
        return exitCodes.all;
      });
    });
}

function describeTrial({ days, deals, kinds, differences, leftOut }: Trial): string {
  if (deals === 0)
    return 'No deal was open in that time: there is no history to try it on. Read the CRM: sophia sync now';
  const span = `today or in the ${counted(days, 'day')} before`;
  return [
    `${counted(deals, 'deal')} looked at, ${span}. How many are warned of:`,
    ...kinds.map(
      ({ title, before, after }) =>
        `  ${title}: ${before.deals} → ${after.deals} (today ${before.today} → ${after.today})`,
    ),
    ...(differences.length === 0 ? ['The draft warns of the same as the limits in force.'] : []),
    ...differences.map(describeDifference),
    ...(leftOut === 0
      ? []
      : ['', `${counted(leftOut, 'more difference')}, of earlier days or further deals, left out.`]),
  ].join('\n');
}

const effects = { raised: 'warned of', cleared: 'not warned of', severity: 'taken otherwise' } as const;

function describeDifference(difference: Trial['differences'][number]): string {
  const { deal, recordId, title, effect, days, firstDay, lastDay, today, before, after } = difference;
  const when = firstDay === lastDay ? firstDay : `${counted(days, 'day')} from ${firstDay} to ${lastDay}`;
  return [
    '',
    `${plain(deal ?? recordId)}: ${effects[effect]}, ${title} (${before ?? 'none'} → ${after ?? 'none'})`,
    `  ${when}${today ? ', also today' : ''}`,
    `  ${plain(difference.explanation)}`,
    ...(difference.because === null
      ? []
      : [`  ${effect === 'raised' ? 'The limits in force' : 'The draft'}: ${plain(difference.because)}`]),
    ...difference.evidence.map((evidence) => `    ${plain(describeEvidence(evidence))}`),
  ].join('\n');
}
