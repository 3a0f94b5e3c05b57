import type { Command } from 'commander';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodeFor } from '../exit-codes.ts';
import { addWorkspaceOption, examplesOf, type WorkspaceFlags } from '../list-options.ts';
import { suggested, writeOutput } from '../terminal.ts';
import { counted, plain, words } from '../wording.ts';

interface DecideFlags extends WorkspaceFlags {
  readonly value?: string;
  readonly reason?: string;
}

type Decided = OperationOutput<'changes.decide'>['decided'][number];

/** `sophia changes approve` and `reject`: a person's word on one change, or on all of a set that wait for one. */
export function addDecideCommands({
  changes,
  environment,
}: {
  changes: Command;
  environment: CommandEnvironment;
}): void {
  const approve = changes
    .command('approve')
    .description('Approves a change, or everything of a set that waits. It is then written to the CRM by the server.')
    .argument('<id>', 'the id of a set or a change, or its beginning or end')
    .option('--value <value>', 'approve the change with another value')
    .option('--reason <text>', 'why, for whoever reads it later');
  addWorkspaceOption(approve)
    .addHelpText('after', examplesOf('sophia changes approve 8f2c41aa', 'sophia changes approve chg_01… --value 27500'))
    .action(async (reference: string, flags: DecideFlags, self: Command) => {
      await decide({ environment, self, flags, reference, decision: 'approve' });
    });
  const reject = changes
    .command('reject')
    .description('Rejects a change, or everything of a set that waits.')
    .argument('<id>', 'the id of a set or a change, or its beginning or end')
    .option('--reason <text>', 'why, for whoever reads it later');
  addWorkspaceOption(reject)
    .addHelpText('after', examplesOf('sophia changes reject 8f2c41aa --reason "That was another deal."'))
    .action(async (reference: string, flags: DecideFlags, self: Command) => {
      await decide({ environment, self, flags, reference, decision: 'reject' });
    });
}

async function decide({
  environment,
  self,
  flags,
  reference,
  decision,
}: {
  environment: CommandEnvironment;
  self: Command;
  flags: DecideFlags;
  reference: string;
  decision: 'approve' | 'reject';
}): Promise<void> {
  await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
    const input = { reference, decision, value: flags.value ?? null, reason: flags.reason ?? null };
    const { decided } = await operator.call('changes.decide', input);
    const lines = decided.map(describe);
    const writes = decided.some(({ outcome, state }) => outcome === 'decided' && state === 'approved');
    if (writes && operator.place === 'here') lines.push('No server is running: it is written once one is started.');
    writeOutput(environment.terminal, suggested(environment.terminal, lines.join('\n')));
    const failed = decided.filter(({ outcome, state }) => outcome === 'refused' || isOver(state)).length;
    return exitCodeFor({ succeeded: decided.length - failed, failed });
  });
}

/** Said yes to once, and nothing of it is or will be in the CRM. */
function isOver(state: Decided['state']): boolean {
  return ['undone', 'conflict', 'failed', 'not_applied', 'expired', 'refused'].includes(state);
}

function describe({ changeId, state, outcome, missing, problem }: Decided): string {
  switch (outcome) {
    case 'decided':
      return `${changeId}: ${words(state)}`;
    case 'counted':
      return `${changeId}: your yes counts; ${counted(missing, 'more person')} must agree`;
    case 'already':
      return isOver(state)
        ? `${changeId}: you had said so before, and it is over: ${words(state)}. What became of it: sophia changes show ${changeId}. To have the value all the same, set it in the CRM.`
        : `${changeId}: you had said so before; it is ${words(state)}`;
    case 'refused':
      return `${changeId}: not decided. ${plain(problem?.message ?? null)}`;
  }
}
