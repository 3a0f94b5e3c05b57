import { type Command, Option } from 'commander';
import { NewTracker, type Side, type Tracker, type TrackerPreview } from '#contracts';
import { parseInput, SophiaError } from '#platform/errors';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { type Terminal, writeMessage, writeOutput } from '../terminal.ts';
import { addFilterOptions, describeFilter, type FilterFlags, filterFrom } from '../tracker-filter.ts';
import { counted, minuteOf, plain } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type ListedTracker = OperationOutput<'trackers.list'>['trackers'][number];

interface DefinitionFlags extends FilterFlags {
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
  addShowing(trackers, environment);
  addDefinitionOptions(trackers.command('add').description('Saves a tracker; one of the same name is replaced.'))
    .addHelpText(
      'after',
      examplesOf(
        'sophia trackers add Discounts --keywords "discount,special price,price break" --side external',
        'sophia trackers add Redlines --keywords "redline,legal review" --stage Negotiation --team Sales',
      ),
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
      examplesOf(
        'sophia trackers preview Discounts --keywords "discount,price break" --workspace example',
        'sophia trackers preview Discounts --keywords discount --account "Alder Point" --since 2026-09-01',
        'sophia trackers preview Budget --question "Does the buyer say that the budget is frozen?" --spend',
      ),
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
          main: nameColumn,
          others: trackerColumns,
          empty: 'No trackers yet. Add one with: sophia trackers add NAME --keywords "phrase,other phrase"',
        });
        return exitCodes.all;
      });
    });
}

const nameColumn: TableColumn<ListedTracker> = { title: 'Tracker', worth: 99, value: ({ name }) => name };
const trackerColumns: readonly TableColumn<ListedTracker>[] = [
  { title: 'Looks for', worth: 9, least: 12, value: ({ definition }) => shorten(lookedFor(definition)) },
  { title: 'Kind', worth: 5, value: ({ definition }) => definition.kind },
  { title: 'Side', worth: 6, value: ({ definition }) => definition.side ?? 'both' },
  { title: 'For', worth: 7, least: 12, value: ({ definition }) => shorten(describeFilter(definition.filter)) },
];

const longestCell = 30;

function lookedFor(definition: Tracker['definition']): string {
  return definition.kind === 'keyword' ? definition.phrases.join(', ') : definition.question;
}

function shorten(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
}

function addShowing(trackers: Command, environment: CommandEnvironment): void {
  addListOptions(
    trackers
      .command('show')
      .description('Shows one tracker: what it looks for, on which side, and in which calls.')
      .argument('<name>', 'what the tracker is called'),
  )
    .addHelpText('after', examplesOf('sophia trackers show Discounts'))
    .action(async (name: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { trackers: all } = await operator.call('trackers.list', {});
        const tracker = trackerNamed({ all, name });
        if (flags.format === 'json') writeJson(environment.terminal, tracker);
        else writeOutput(environment.terminal, describeTracker(tracker));
        return exitCodes.all;
      });
    });
}

function trackerNamed({ all, name }: { all: readonly ListedTracker[]; name: string }): ListedTracker {
  const wanted = name.toLowerCase();
  const exactly = all.find((tracker) => tracker.name === name);
  const found = exactly ?? all.find((tracker) => tracker.name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const names = all.map((tracker) => plain(tracker.name)).join(', ');
  throw new SophiaError('tracker.not-found', `Expected a tracker called "${name}", found ${names || 'none at all'}.`);
}

function describeTracker({ name, trackerId, definition, createdAt }: ListedTracker): string {
  return [
    `${plain(name)} (${definition.kind}, ${trackerId})`,
    `Looks for: ${plain(lookedFor(definition))}`,
    `Side: ${definition.side ?? 'both'}`,
    `For: ${describeFilter(definition.filter)}`,
    `Saved: ${minuteOf(createdAt)}`,
  ].join('\n');
}

function addDefinitionOptions(command: Command): Command {
  const defined = command
    .argument('<name>', 'what the tracker is called')
    .option('--keywords <phrases>', 'phrases separated by commas')
    .option('--question <text>', 'a question that a model answers for each call')
    .addOption(new Option('--side <side>', 'only what this side says').choices(['internal', 'external']));
  return addFilterOptions(defined).option('--workspace <name>', 'the workspace to work in', 'main');
}

function definitionFrom({ name, flags }: { name: string; flags: DefinitionFlags }): NewTracker {
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
  const asked = { name, side: flags.side ?? null, filter: filterFrom(flags) };
  const definition =
    keywords === undefined
      ? { ...asked, kind: 'question', question }
      : { ...asked, kind: 'keyword', phrases: splitPhrases(keywords) };
  return parseInput({ schema: NewTracker, input: definition, what: 'a tracker' });
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
  const { filteredOut, filter } = preview;
  if (filteredOut > 0) {
    writeMessage(
      terminal,
      `For ${describeFilter(filter)}: ${counted(filteredOut, 'other call')} ${filteredOut === 1 ? 'was' : 'were'} left out.`,
    );
  }
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
    writeOutput(terminal, `\n${plain(call.title ?? call.callId)}`);
    for (const { turn, speaker, quote } of call.hits) {
      writeOutput(terminal, `  turn ${turn}, ${plain(speaker)}: “${plain(quote)}”`);
    }
  }
  const misses = preview.perCall.filter(({ hits }) => hits.length === 0);
  if (misses.length > 0) {
    writeOutput(terminal, `\nWithout a hit: ${misses.map((call) => plain(call.title ?? call.callId)).join('; ')}`);
  }
}
