import path from 'node:path';
import type { Command } from 'commander';
import type { MethodScore, MethodsTrial, MethodsTrialCall, ShownElement } from '#contracts';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { readSettingsDraft } from '../read-settings-draft.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';
import { addPublishCommands } from './add-publish-command.ts';

interface TryFlags extends ListFlags {
  readonly calls: number;
}

/** `sophia methods`: what calls are qualified by. */
export function addMethodsCommand(program: Command, environment: CommandEnvironment): void {
  const methods = program
    .command('methods')
    .summary('what calls are qualified by, tried before it holds')
    .description('Methods of qualification: those that Sophia brings, and your own in workspace.json.')
    .addHelpText('after', examplesOf('sophia methods try my-workspace.json'));
  const trial = methods
    .command('try')
    .description('Says what other methods would find in past calls, beside those in force. Stores nothing.')
    .argument('<file>', 'a draft of workspace.json, of which methods and qualifyBy count')
    .option('--calls <count>', 'the newest calls to try it on', parseCount({ largest: 500 }), 50);
  addListOptions(trial)
    .addHelpText('after', examplesOf('sophia methods try my-workspace.json --calls 200 --workspace example'))
    .action(async (file: string, flags: TryFlags, self: Command) => {
      const { terminal } = environment;
      const { methods: own, qualifyBy } = await readSettingsDraft(path.resolve(terminal.workingDirectory, file));
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('methods.try', { methods: own, qualifyBy, calls: flags.calls });
        if (flags.format === 'json') writeJson(terminal, answer);
        else writeOutput(terminal, describeTrial(answer));
        if (answer.engine === 'model') {
          writeMessage(terminal, 'Found by the rules, without cost. A model analyzes calls here, and may find other.');
        }
        writeMessage(
          terminal,
          `To put it in force: sophia methods publish FILE --replaces ${answer.replaces.slice(0, 12)}`,
        );
        return exitCodes.all;
      });
    });
  addPublishCommands(methods, {
    environment,
    part: {
      words: 'methods of qualification',
      show: { name: 'show', fields: 'methods and qualifyBy' },
      read: (operator) => operator.call('methods.get', {}),
      pick: ({ methods: own, qualifyBy }) => ({ methods: own, qualifyBy }),
      publish: (operator, input) => operator.call('methods.publish', input),
    },
  });
}

function describeTrial({ calls, methods, perCall }: MethodsTrial): string {
  if (calls === 0) return 'There is no call to try it on. Read some: sophia calls import FILE, or sophia sync calls';
  const different = perCall.filter(({ differences }) => differences.length > 0);
  return [
    `${counted(calls, 'call')} tried, ${different.length} with differences. Elements known:`,
    ...methods.map(({ name, before, after }) => `  ${plain(name)}: ${describeScore(before)} → ${describeScore(after)}`),
    ...different.map(describeCall),
  ].join('\n');
}

function describeScore(score: MethodScore | null): string {
  return score === null ? 'not used' : `${score.known} of ${score.of}`;
}

function describeCall({ callId, title, methods, differences }: MethodsTrialCall): string {
  const moved = methods.filter(({ before, after }) => before?.known !== after?.known || before?.of !== after?.of);
  const used = new Set(methods.filter(({ after }) => after !== null).map(({ id }) => id));
  const told = differences.filter(({ method }) => used.has(method));
  return [
    '',
    `${plain(title ?? callId)} (${callId})`,
    ...moved.map(({ name, before, after }) => `  ${plain(name)}: ${describeScore(before)} → ${describeScore(after)}`),
    ...told.flatMap(({ method, label, before, after }) => [
      `  ${method}, ${plain(label)}:`,
      `    now:   ${describeShown(before)}`,
      `    draft: ${describeShown(after)}`,
    ]),
  ].join('\n');
}

function describeShown(shown: ShownElement | null): string {
  if (shown === null) return 'unknown';
  return `“${plain(shown.quote)}” (${plain(shown.speaker)}, turn ${shown.turn})`;
}
