import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';

interface TryFlags extends ListFlags {
  readonly days: number;
}

type PolicyLine = OperationOutput<'policy.get'>['otherwise'];

/** `sophia policy`: what may be written to the CRM, and what another policy would have said. */
export function addPolicyCommand(program: Command, environment: CommandEnvironment): void {
  const policy = program
    .command('policy')
    .summary('what may be written to the CRM, and who is asked')
    .description('The policy that every change is held against: policy.yaml in SOPHIA_HOME, or the one Sophia brings.')
    .addHelpText('after', examplesOf('sophia policy show', 'sophia policy try my-policy.yaml'));
  addListOptions(policy.command('show').description('Shows the rules in force, the first that fits decides.'))
    .addHelpText('after', examplesOf('sophia policy show', 'sophia policy show --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('policy.get', {});
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, answer);
        else {
          const lines = [...answer.rules, answer.otherwise].map(describeLine);
          writeOutput(terminal, [`${answer.name} (${answer.hash.slice(0, 12)})`, ...lines].join('\n'));
        }
        return exitCodes.all;
      });
    });
  const trial = policy
    .command('try')
    .description('Says what a draft would have decided on past changes otherwise. Changes nothing.')
    .argument('<file>', 'the draft, in the form of data/policy.yaml')
    .option('--days <count>', 'how far to look back', parseCount({ largest: 3650 }), 30);
  addListOptions(trial)
    .addHelpText('after', examplesOf('sophia policy try my-policy.yaml --days 90 --workspace example'))
    .action(async (file: string, flags: TryFlags, self: Command) => {
      const text = await readDraft(path.resolve(environment.terminal.workingDirectory, file));
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('policy.try', { text, name: file, days: flags.days });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, describeTrial(answer));
        return exitCodes.all;
      });
    });
}

async function readDraft(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new SophiaError('file.unreadable', `Expected a policy in ${file}, found that it cannot be read.`, {
      cause: error,
    });
  }
}

function describeLine({ name, line, verdict, because, terms }: PolicyLine): string {
  const asked = verdict === 'ask' ? `; asks ${terms.approvers.join(', ')}, ${terms.needed} must agree` : '';
  return `  line ${line}  ${verdict.padEnd(9)} ${plain(name)}${because === null ? '' : `: ${plain(because)}`}${asked}`;
}

function describeTrial({ judged, same, verdicts, differences }: OperationOutput<'policy.try'>): string {
  if (judged === 0) return 'No change of that time could be judged: there is no history to try it on.';
  const { automatic, ask, suggest, refuse } = verdicts;
  return [
    `${counted(judged, 'change')} judged again, ${same} the same. By the draft: ${automatic} written, ${ask} asked about, ${suggest} suggested, ${refuse} refused.`,
    ...differences.map(
      ({ targetName, field, value, before, after, policyRule }) =>
        `  ${plain(targetName)} ${field ?? ''} ${plain(value)}: ${before} → ${after} by ${plain(policyRule)}`,
    ),
  ].join('\n');
}
