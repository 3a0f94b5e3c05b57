import { type Command, Option } from 'commander';
import type { TableColumn } from '#modules/reports';
import type { OperationOutput, Operator } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { createAnswerWriter } from '../create-answer-writer.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { addLimitOptions, examplesOf, type LimitFlags } from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { writeJson, writeList } from '../write-list.ts';

interface AskFlags {
  readonly json?: true;
  readonly showQuery?: true;
  readonly conversation?: string;
  readonly workspace: string;
}

interface RateFlags {
  readonly reason?: string;
  readonly workspace: string;
}

type Question = OperationOutput<'assistant.list'>['questions'][number];

/** `sophia ask`: a question in plain words, answered from what is stored; `rate` and `questions` look back at answers. */
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
      await askSophia({ environment, self, workspaceId: flags.workspace }, (operator) =>
        ask({ environment, operator, question: question.join(' '), flags }),
      );
    });
  addAnswersCommand(program, environment);
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
}): Promise<ExitCode> {
  const { terminal } = environment;
  const input = { question, channel: 'command_line', conversation: flags.conversation ?? null } as const;
  if (flags.json === true) {
    writeJson(terminal, await operator.call('assistant.ask', input));
    return exitCodes.all;
  }
  const writer = createAnswerWriter(terminal);
  const answer = await operator.call('assistant.ask', input, writer.write);
  writer.end({ answer, showQuery: flags.showQuery === true });
  return exitCodes.all;
}

function addAnswersCommand(program: Command, environment: CommandEnvironment): void {
  const answers = program
    .command('answers')
    .description('Looks back at answers and rates them.')
    .addHelpText('after', examplesOf('sophia answers list --rated'));
  answers
    .command('rate')
    .description('Takes a thumb for an answer; with its reason it becomes a case to judge later answers by.')
    .argument('<id>', 'the id below the answer')
    .addOption(new Option('--rating <thumb>', 'what it was').choices(['up', 'down']).makeOptionMandatory())
    .option('--reason <text>', 'what was wrong or right')
    .option('--workspace <name>', 'the workspace it was asked in', 'main')
    .addHelpText('after', examplesOf('sophia answers rate ans_… --rating down --reason "the other Larkspur was meant"'))
    .action(async (answerId: string, flags: RateFlags & { rating: 'up' | 'down' }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const reason = flags.reason ?? null;
        const { rating } = await operator.call('assistant.rate', { answerId, rating: flags.rating, reason });
        writeMessage(environment.terminal, `Kept: ${rating} of 5.`);
        return exitCodes.all;
      });
    });
  const list = answers
    .command('list')
    .description('Lists what was asked, the newest first.')
    .option('--rated', 'only what somebody has rated');
  addLimitOptions(list, { largest: 500 })
    .addHelpText('after', examplesOf('sophia answers list --rated --format json'))
    .action(async (flags: LimitFlags & { rated?: true }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('assistant.list', { rated: flags.rated === true, limit: flags.limit });
        const empty =
          flags.rated === true ? 'Nobody has rated an answer yet.' : 'Nothing was asked yet. Try: sophia ask help';
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.questions,
          main: { title: 'Question', worth: 99, value: ({ question }) => question },
          others: columns,
          empty,
        });
        return exitCodes.all;
      });
    });
}

const columns: readonly TableColumn<Question>[] = [
  { title: 'Asked', worth: 7, value: ({ askedAt }) => askedAt.slice(0, 16).replace('T', ' ') },
  { title: 'Taken for', worth: 8, value: ({ intent }) => intent ?? 'nothing known' },
  { title: 'Outcome', worth: 6, value: ({ outcome }) => outcome.replaceAll('_', ' ') },
  { title: 'Rating', align: 'right', worth: 9, value: ({ rating }) => (rating === null ? '-' : String(rating)) },
  {
    title: 'Came of it',
    worth: 6,
    value: ({ consequences }) =>
      consequences.length === 0
        ? '-'
        : [...new Set(consequences.map(({ kind }) => kind.replaceAll('_', ' ')))].join(', '),
  },
  { title: 'Reason', worth: 5, value: ({ reason }) => reason ?? '-' },
  { title: 'Id', worth: 3, value: ({ answerId }) => answerId },
];
