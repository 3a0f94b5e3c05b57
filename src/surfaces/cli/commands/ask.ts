import type { Command } from 'commander';
import type { Answer } from '#contracts';
import type { Operator } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { createAnswerWriter } from '../create-answer-writer.ts';
import { exitCodes } from '../exit-codes.ts';
import { foundNothing } from '../found-nothing.ts';
import { examplesOf } from '../list-options.ts';
import { nameOtherWorkspace } from '../name-other-workspace.ts';
import { writeMessage } from '../terminal.ts';
import { writeJson } from '../write-list.ts';

interface AskFlags {
  readonly json?: true;
  readonly showQuery?: true;
  readonly conversation?: string;
  readonly workspace: string;
}

/** `sophia ask`: a question in plain words, answered from what is stored; `sophia answers` looks back. */
export function addAskCommand(program: Command, environment: CommandEnvironment): void {
  program
    .command('ask')
    .summary('answers a question in plain words, with the query and the proof')
    .description(
      'Answers a question about deals, calls, people, promises and warnings from what is stored, by rules; what no rule knows is planned by a model where one is configured, and checked. The answer comes as it is made; Ctrl-C stops it, and the spend with it.',
    )
    .argument('<question...>', 'what to know, in plain English')
    .option('--show-query', 'the query behind every number, in a form that can be run again')
    .option('--json', 'one JSON document instead of lines')
    .option('--conversation <name>', 'goes on from what was asked under this name: “and last month?”')
    .option('--workspace <name>', 'the workspace to look in', 'main')
    .addHelpText(
      'after',
      examplesOf(
        'sophia ask "which renewals are at risk this quarter and why?"',
        'sophia ask --show-query "how much pipeline do we have?" --workspace example',
        'sophia ask help',
      ),
    )
    .action(async (question: string[], flags: AskFlags, self: Command) => {
      const given = { environment, workspaceId: flags.workspace };
      const found = { nothing: false };
      await askSophia({ ...given, self }, async (operator) => {
        const answer = await ask({ environment, operator, question: question.join(' '), flags });
        found.nothing = await foundNothing({ operator, answer });
        return exitCodes.all;
      });
      const elsewhere = found.nothing ? await nameOtherWorkspace(given) : null;
      if (elsewhere !== null) writeMessage(environment.terminal, elsewhere);
    });
}

async function ask({
  environment,
  operator,
  question,
  flags,
}: {
  environment: CommandEnvironment;
  operator: Operator;
  question: string;
  flags: AskFlags;
}): Promise<Answer> {
  const { terminal } = environment;
  const input = { question, channel: 'command_line', conversation: flags.conversation ?? null } as const;
  if (flags.json === true) {
    const answer = await operator.call('assistant.ask', input);
    writeJson(terminal, answer);
    return answer;
  }
  const writer = createAnswerWriter(terminal);
  const answer = await operator.call('assistant.ask', input, writer.write);
  writer.end({ answer, showQuery: flags.showQuery === true });
  return answer;
}
