import { type Command, Option } from 'commander';
import { type Side, TrackerDefinition, type TrackerPreview } from '#contracts';
import type { TableColumn } from '#modules/reports';
import { parseInput, SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { type Terminal, writeMessage, writeOutput } from '../terminal.ts';
import { writeList } from '../write-list.ts';

type ListedTracker = OperationOutput<'trackers.list'>['trackers'][number];

interface DefinitionFlags {
  readonly keywords?: string;
  readonly question?: string;
  readonly side?: Side;
  readonly workspace: string;
}

interface PreviewFlags extends DefinitionFlags {
  readonly calls: number;
  readonly spend?: true;
  readonly json?: true;
}

/** `sophia trackers`: what to look for in every call. */
export function addTrackersCommand(program: Command, environment: CommandEnvironment): void {
  const trackers = program
    .command('trackers')
    .summary('look for words or answers of your own in every call')
    .description(
      'Trackers look for phrases (--keywords, without limit and without a model) or answer a question in plain words (--question, by the configured model).',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ sophia trackers preview Discounts --keywords "discount,price break"\n  $ sophia trackers add Discounts --keywords "discount,price break"',
    );
  addListing(trackers, environment);
  addDefinitionOptions(trackers.command('add').description('Saves a tracker; one of the same name is replaced.'))
    .addHelpText(
      'after',
      '\nExamples:\n  $ sophia trackers add Discounts --keywords "discount,special price,price break" --side external',
    )
    .action(async (name: string, flags: DefinitionFlags, self: Command) => {
      self.setOptionValue('exitCode', await addTracker({ environment, name, flags }));
    });
  addDefinitionOptions(
    trackers
      .command('preview')
      .description('Tries a tracker on past calls: its hits, its misses and its cost. Saves nothing.'),
  )
    .option('--calls <count>', 'the newest calls to try it on', parseCount({ largest: 10_000 }), 200)
    .option('--spend', 'ask the model; without it a question is only priced')
    .option('--json', 'one JSON document instead of lines')
    .addHelpText(
      'after',
      '\nExamples:\n  $ sophia trackers preview Discounts --keywords "discount,price break" --workspace example\n  $ sophia trackers preview Budget --question "Does the buyer say that the budget is frozen?" --spend',
    )
    .action(async (name: string, flags: PreviewFlags, self: Command) => {
      self.setOptionValue('exitCode', await previewTracker({ environment, name, flags }));
    });
}

function addListing(trackers: Command, environment: CommandEnvironment): void {
  addListOptions(trackers.command('list').description('Lists the trackers in force.'))
    .addHelpText('after', examplesOf('sophia trackers list', 'sophia trackers list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('trackers.list', {});
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.trackers,
          main: lookedForColumn,
          others: trackerColumns,
          empty: 'No trackers yet. Add one with: sophia trackers add NAME --keywords "phrase,other phrase"',
        });
        return exitCodes.all;
      });
    });
}

const lookedForColumn: TableColumn<ListedTracker> = {
  title: 'Looks for',
  worth: 99,
  value: ({ definition }) => (definition.kind === 'keyword' ? definition.phrases.join(', ') : definition.question),
};
const trackerColumns: readonly TableColumn<ListedTracker>[] = [
  { title: 'Tracker', worth: 9, value: ({ name }) => name },
  { title: 'Kind', worth: 6, value: ({ definition }) => definition.kind },
  { title: 'Side', worth: 5, value: ({ definition }) => definition.side ?? 'both' },
];

function addDefinitionOptions(command: Command): Command {
  return command
    .argument('<name>', 'what the tracker is called')
    .option('--keywords <phrases>', 'phrases separated by commas')
    .option('--question <text>', 'a question that a model answers for each call')
    .addOption(new Option('--side <side>', 'only what this side says').choices(['internal', 'external']))
    .option('--workspace <name>', 'the workspace to work in', 'main');
}

function definitionFrom({ name, flags }: { name: string; flags: DefinitionFlags }): TrackerDefinition {
  const { keywords, question } = flags;
  if (keywords === undefined && question === undefined) {
    throw new SophiaError('input.invalid', 'Expected --keywords or --question, found neither.');
  }
  if (keywords !== undefined && question !== undefined) {
    throw new SophiaError('input.invalid', 'Expected either --keywords or --question, found both.');
  }
  if (keywords !== undefined && splitPhrases(keywords).length === 0) {
    throw new SophiaError(
      'input.invalid',
      `Expected phrases separated by commas for --keywords, found “${keywords}”. Write for example --keywords "discount,price break".`,
    );
  }
  if (question?.trim() === '') {
    throw new SophiaError('input.invalid', `Expected a question for --question, found “${question}”.`);
  }
  const side = flags.side ?? null;
  const definition =
    keywords === undefined
      ? { name, kind: 'question', question, side }
      : { name, kind: 'keyword', phrases: splitPhrases(keywords), side };
  return parseInput({ schema: TrackerDefinition, input: definition, what: 'a tracker' });
}

function splitPhrases(keywords: string): string[] {
  return keywords
    .split(',')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}

async function addTracker({
  environment,
  name,
  flags,
}: {
  environment: CommandEnvironment;
  name: string;
  flags: DefinitionFlags;
}): Promise<ExitCode> {
  const definition = definitionFrom({ name, flags });
  const operator = await environment.connect({ workspaceId: flags.workspace });
  try {
    const { replaced } = await operator.call('trackers.add', definition);
    writeMessage(
      environment.terminal,
      `${name} ${replaced ? 'replaced' : 'saved'}. Calls analyzed from now on carry it.`,
    );
    return exitCodes.all;
  } finally {
    await operator.close();
  }
}

async function previewTracker({
  environment,
  name,
  flags,
}: {
  environment: CommandEnvironment;
  name: string;
  flags: PreviewFlags;
}): Promise<ExitCode> {
  const definition = definitionFrom({ name, flags });
  const operator = await environment.connect({ workspaceId: flags.workspace });
  try {
    const preview = await operator.call('trackers.preview', {
      definition,
      calls: flags.calls,
      spend: flags.spend === true,
    });
    if (flags.json === true) writeOutput(environment.terminal, JSON.stringify(preview, null, 2));
    else writePreview({ terminal: environment.terminal, preview });
    return exitCodes.all;
  } finally {
    await operator.close();
  }
}

function writePreview({ terminal, preview }: { terminal: Terminal; preview: TrackerPreview }): void {
  const cost = preview.costMicroUsd === null ? 'not known' : `${(preview.costMicroUsd / 1_000_000).toFixed(4)} USD`;
  if (!preview.ran) {
    writeOutput(
      terminal,
      `${preview.name}: asking the model about ${preview.calls} calls costs at most ${cost}. Run it with --spend.`,
    );
    return;
  }
  writeOutput(
    terminal,
    `${preview.name}: ${preview.hits} hits in ${preview.callsWithHits} of ${preview.calls} calls, cost ${cost}.`,
  );
  for (const call of preview.perCall.filter(({ hits }) => hits.length > 0)) {
    writeOutput(terminal, `\n${call.title ?? call.callId}`);
    for (const hit of call.hits) writeOutput(terminal, `  turn ${hit.turn}, ${hit.speaker}: “${hit.quote}”`);
  }
  const misses = preview.perCall.filter(({ hits }) => hits.length === 0);
  if (misses.length > 0) {
    writeOutput(terminal, `\nWithout a hit: ${misses.map((call) => call.title ?? call.callId).join('; ')}`);
  }
}
