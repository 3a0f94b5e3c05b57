import { type Command, Option } from 'commander';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeAnswer } from '../describe-answer.ts';
import { exitCodes } from '../exit-codes.ts';
import { addLimitOptions, examplesOf, type LimitFlags } from '../list-options.ts';
import { suggested, writeMessage, writeOutput } from '../terminal.ts';
import { plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

interface WorkspaceFlags {
  readonly workspace: string;
}

type Question = OperationOutput<'assistant.list'>['questions'][number];

/** `sophia answers`: looks back at what was asked, opens, exports and shares single answers, and rates them. */
export function addAnswersCommand(program: Command, environment: CommandEnvironment): void {
  const answers = program
    .command('answers')
    .description('Looks back at answers, opens, exports, shares and rates them.')
    .addHelpText('after', examplesOf('sophia answers list --rated', 'sophia answers show ans_…'));
  addShow(answers, environment);
  addExport(answers, environment);
  addShare(answers, environment);
  addRate(answers, environment);
  addList(answers, environment);
}

function addShow(answers: Command, environment: CommandEnvironment): void {
  answers
    .command('show')
    .description('Shows an answer as it was given: your own, or one that was shared.')
    .argument('<id>', 'the id below the answer')
    .option('--show-query', 'the query behind every number, in a form that can be run again')
    .option('--json', 'one JSON document instead of lines')
    .option('--workspace <name>', 'the workspace it was asked in', 'main')
    .addHelpText('after', examplesOf('sophia answers show ans_… --show-query'))
    .action(async (answerId: string, flags: WorkspaceFlags & { showQuery?: true; json?: true }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const kept = await operator.call('assistant.show', { answerId });
        const { terminal } = environment;
        if (flags.json === true) {
          writeJson(terminal, kept);
          return exitCodes.all;
        }
        const asked = `${kept.askedAt.slice(0, 16).replace('T', ' ')} UTC: ${plain(kept.question)}`;
        writeOutput(terminal, asked);
        writeOutput(
          terminal,
          kept.answer === null
            ? suggested(
                terminal,
                'This answer was made with rights that are not yours. Ask it with your own: sophia ask "…"',
              )
            : describeAnswer({ answer: kept.answer, showQuery: flags.showQuery === true }),
        );
        return exitCodes.all;
      });
    });
}

function addExport(answers: Command, environment: CommandEnvironment): void {
  answers
    .command('export')
    .description('Writes an answer to take along: who asked, the answer, its proofs and the query of each number.')
    .argument('<id>', 'the id below the answer')
    .addOption(new Option('--format <format>', 'what it looks like').choices(['markdown', 'json']).default('markdown'))
    .option('--workspace <name>', 'the workspace it was asked in', 'main')
    .addHelpText(
      'after',
      examplesOf('sophia answers export ans_… > answer.md', 'sophia answers export ans_… --format json'),
    )
    .action(async (answerId: string, flags: WorkspaceFlags & { format: 'markdown' | 'json' }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const exported = await operator.call('assistant.export', { answerId });
        const { terminal } = environment;
        if (flags.format === 'json') {
          writeJson(terminal, exported);
          return exitCodes.all;
        }
        const { renderAnswerMarkdown } = await import('#modules/reports');
        writeOutput(terminal, renderAnswerMarkdown(exported).trimEnd());
        return exitCodes.all;
      });
    });
}

function addShare(answers: Command, environment: CommandEnvironment): void {
  answers
    .command('share')
    .description('Lets others of the workspace open an answer of your own, each with their own rights.')
    .argument('<id>', 'the id below the answer')
    .option('--stop', 'takes that back')
    .option('--workspace <name>', 'the workspace it was asked in', 'main')
    .addHelpText('after', examplesOf('sophia answers share ans_…', 'sophia answers share ans_… --stop'))
    .action(async (answerId: string, flags: WorkspaceFlags & { stop?: true }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { isShared } = await operator.call('assistant.share', { answerId, shared: flags.stop !== true });
        writeMessage(
          environment.terminal,
          isShared
            ? `Whoever may ask here can open it${addressOf({ answerId, ...flags })}.`
            : 'It is yours alone again.',
        );
        return exitCodes.all;
      });
    });
}

/** Two workspaces have pages. */
function addressOf({ answerId, workspace }: { answerId: string; workspace: string }): string {
  const tab = { main: 'calls', example: 'example' }[workspace];
  return tab === undefined ? '' : ` at /answers/${answerId}?tab=${tab}`;
}

function addRate(answers: Command, environment: CommandEnvironment): void {
  answers
    .command('rate')
    .description('Takes a thumb for an answer; with its reason it becomes a case to judge later answers by.')
    .argument('<id>', 'the id below the answer')
    .addOption(new Option('--rating <thumb>', 'what it was').choices(['up', 'down']).makeOptionMandatory())
    .option('--reason <text>', 'what was wrong or right')
    .option('--workspace <name>', 'the workspace it was asked in', 'main')
    .addHelpText('after', examplesOf('sophia answers rate ans_… --rating down --reason "the other Larkspur was meant"'))
    .action(
      async (answerId: string, flags: WorkspaceFlags & { rating: 'up' | 'down'; reason?: string }, self: Command) => {
        await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
          const reason = flags.reason ?? null;
          const { rating } = await operator.call('assistant.rate', { answerId, rating: flags.rating, reason });
          writeMessage(environment.terminal, `Kept: ${rating} of 5.`);
          return exitCodes.all;
        });
      },
    );
}

function addList(answers: Command, environment: CommandEnvironment): void {
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
  { title: 'Taken for', worth: 8, least: 12, value: ({ intent }) => intent ?? 'nothing known' },
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
  { title: 'Reason', worth: 5, least: 12, value: ({ reason }) => reason ?? '-' },
  { title: 'Id', worth: 20, value: ({ answerId }) => answerId },
];
