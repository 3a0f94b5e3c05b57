import path from 'node:path';
import type { Command } from 'commander';
import type { OperationOutput, Operator } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { readPolicyDraft, writePolicyDraft } from '../policy-draft.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';
import { addSetPolicyCommand } from './add-set-policy-command.ts';

interface ShowFlags extends ListFlags {
  readonly out?: string;
}

interface Showing {
  readonly environment: CommandEnvironment;
  readonly operator: Operator;
  readonly flags: ShowFlags;
}

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
    .addHelpText(
      'after',
      examplesOf(
        'sophia policy show --out my-policy.yaml',
        'sophia policy try my-policy.yaml',
        'sophia policy set my-policy.yaml',
      ),
    );
  const show = policy
    .command('show')
    .description('Shows the rules in force, the first that fits decides.')
    .option('--out <file>', 'write the text to a new file, with the version it was made from');
  addListOptions(show)
    .addHelpText(
      'after',
      examplesOf('sophia policy show', 'sophia policy show --out my-policy.yaml', 'sophia policy show --format json'),
    )
    .action(async (flags: ShowFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await showPolicy({ environment, operator, flags });
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
      const { text } = await readPolicyDraft(path.resolve(environment.terminal.workingDirectory, file));
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('policy.try', { text, name: file, days: flags.days });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, describeTrial(answer));
        return exitCodes.all;
      });
    });
  addSetPolicyCommand(policy, environment);
}

async function showPolicy({ environment, operator, flags }: Showing): Promise<void> {
  const { terminal } = environment;
  const answer = await operator.call('policy.get', {});
  const { name, hash, rules, otherwise, fault, text, version } = answer;
  if (flags.out !== undefined) {
    const file = path.resolve(terminal.workingDirectory, flags.out);
    await writePolicyDraft({ file, text, version });
    writeMessage(
      terminal,
      `Written to ${file}: edit it, then \`sophia policy try\` and \`sophia policy set\` with it.`,
    );
  } else if (flags.format === 'json') writeJson(terminal, answer);
  else writeOutput(terminal, [`${name} (${hash.slice(0, 12)})`, ...[...rules, otherwise].map(describeLine)].join('\n'));
  if (fault !== null) writeMessage(terminal, `What is written down is not what is in force: ${plain(fault)}`);
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
