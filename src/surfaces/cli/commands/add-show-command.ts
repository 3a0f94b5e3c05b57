import { type Command, Option } from 'commander';
import { type AnalysisDifference, type AnalysisListing, type ReportFormat, reportFormats } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { Operator } from '#surfaces/local';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeMatch } from '../describe-match.ts';
import { describePassage } from '../describe-passage.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { parseCount } from '../parse-count.ts';
import { type Terminal, tableWidthOf, widthOf, writeOutput } from '../terminal.ts';
import { writeJson } from '../write-list.ts';

interface ShowFlags {
  readonly format: ReportFormat;
  readonly analysis?: string;
  readonly versions?: true;
  readonly compare?: string;
  readonly gong?: true;
  readonly transcript?: number;
  readonly around?: number;
  readonly workspace: string;
}

const turnsAround = 2;

const examples = `
Examples:
  $ sophia calls show 8f2c41
  $ sophia calls show 8f2c41#3.2                      one sentence: turn 3, sentence 2, both counted from 0
  $ sophia calls show 8f2c41 --format markdown
  $ sophia calls show 8f2c41 --versions
  $ sophia calls show 8f2c41 --compare ana_01…        what the newest found beyond that one, and no longer
  $ sophia calls show 8f2c41 --gong                   brief, key points, trackers and figures of Gong beside ours`;

/** `sophia calls show`: the report of one call, its analyses, or what differs between two of them. */
export function addShowCommand({ calls, environment }: { calls: Command; environment: CommandEnvironment }): void {
  calls
    .command('show')
    .description('Shows the report of one call, or one turn or sentence of it with the claims that quote it.')
    .argument('<call>', "the call's id, or the beginning or end of it; with #turn or #turn.sentence a place in it")
    .addOption(new Option('--format <format>', 'what the report looks like').choices(reportFormats).default('table'))
    .option('--analysis <id>', 'an earlier analysis instead of the newest')
    .option('--versions', 'list the analyses of the call instead of showing one')
    .option('--compare <id>', 'what the newest (or --analysis) found that this one did not, and the other way round')
    .option('--gong', 'what Gong says of the call by itself, beside what Sophia found')
    .option(
      '--transcript <version>',
      'of a place: an earlier version of the transcript',
      parseCount({ largest: 1_000_000 }),
    )
    .option(
      '--around <count>',
      'of a place: how many turns before and behind it (2 by default)',
      parseCount({ largest: 20 }),
    )
    .option('--workspace <name>', 'the workspace to look in', 'main')
    .addHelpText('after', examples)
    .action(async (reference: string, flags: ShowFlags, self: Command) => {
      self.setOptionValue('exitCode', await showCall({ environment, reference, flags }));
    });
}

async function showCall({
  environment,
  reference,
  flags,
}: {
  environment: CommandEnvironment;
  reference: string;
  flags: ShowFlags;
}): Promise<ExitCode> {
  const { terminal } = environment;
  const isPassage = reference.includes('#');
  assertFlags({ isPassage, flags });
  const operator = await environment.connect({ workspaceId: flags.workspace });
  try {
    if (isPassage) {
      const { transcript: version = null, around = turnsAround } = flags;
      const passage = await operator.call('passages.get', { id: reference, version, around });
      if (flags.format === 'json') writeJson(terminal, passage);
      else writeOutput(terminal, describePassage(passage));
      return exitCodes.all;
    }
    const { callId } = await operator.call('calls.resolve', { reference });
    await write({ terminal, operator, callId, flags });
    return exitCodes.all;
  } finally {
    await operator.close();
  }
}

/** What belongs to a whole report is not taken beside a place in a call, nor the other way round. */
function assertFlags({ isPassage, flags }: { isPassage: boolean; flags: ShowFlags }): void {
  const { format, analysis, versions, compare, gong, transcript, around } = flags;
  const given = isPassage
    ? { '--analysis': analysis, '--versions': versions, '--compare': compare, '--gong': gong }
    : { '--transcript': transcript, '--around': around };
  const [wrong] = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (wrong !== undefined) {
    const [wanted, found] = isPassage ? ['a call', 'a place in one'] : ['a place such as 8f2c41#3.2', 'a whole call'];
    throw new SophiaError('input.invalid', `Expected ${wanted} beside ${wrong}, found ${found}.`);
  }
  if (!isPassage || format === 'table' || format === 'json') return;
  throw new SophiaError('input.invalid', `Expected --format table or json for a place in a call, found ${format}.`);
}

interface Written {
  readonly terminal: Terminal;
  readonly operator: Operator;
  readonly callId: string;
}

async function write({ terminal, operator, callId, flags }: Written & { flags: ShowFlags }): Promise<void> {
  const { format } = flags;
  const chosen = flags.analysis ?? null;
  if (flags.versions === true) {
    const analyses = await operator.call('analyses.list', { callId });
    writeOutput(terminal, format === 'json' ? JSON.stringify(analyses, null, 2) : analyses.map(describe).join('\n'));
  } else if (flags.compare !== undefined) {
    const difference = await operator.call('analyses.compare', { callId, beforeId: flags.compare, afterId: chosen });
    writeOutput(terminal, format === 'json' ? JSON.stringify(difference, null, 2) : describeDifference(difference));
  } else if (flags.gong === true) {
    await writeComparison({ terminal, operator, callId, flags });
  } else {
    await writeReport({ terminal, operator, callId, flags });
  }
}

async function writeReport({ terminal, operator, callId, flags }: Written & { flags: ShowFlags }): Promise<void> {
  const { format, analysis: analysisId = null } = flags;
  const report = await operator.call('reports.get', { callId, analysisId });
  const { listMoments, renderReport } = await import('#modules/reports');
  const look = { format, width: widthOf(terminal), colors: terminal.colors };
  if (format === 'table' || format === 'json') {
    writeOutput(terminal, renderReport({ report, ...look }));
    if (format === 'table') await writeMatch({ terminal, operator, callId });
    return;
  }
  const momentsMs = listMoments(report);
  const { addresses } = await operator.call('reports.listen', { callId, momentsMs });
  const heardAt = new Map(momentsMs.map((moment, place) => [moment, addresses[place] ?? null]));
  const { comparison } =
    format === 'html' ? await operator.call('reports.compare', { callId, analysisId }) : { comparison: null };
  writeOutput(terminal, renderReport({ report, ...look, player: (moment) => heardAt.get(moment) ?? null, comparison }));
}

async function writeComparison({ terminal, operator, callId, flags }: Written & { flags: ShowFlags }): Promise<void> {
  const { format, analysis: analysisId = null } = flags;
  if (format !== 'table' && format !== 'json')
    throw new SophiaError('input.invalid', `Expected --format table or json beside --gong, found ${format}.`);
  const { comparison } = await operator.call('reports.compare', { callId, analysisId });
  if (format === 'json') writeJson(terminal, comparison);
  else if (comparison === null)
    writeOutput(terminal, 'Gong has told nothing of this call: it came as a file, or Gong gave no insights with it.');
  else {
    const { renderComparison } = await import('#modules/reports');
    writeOutput(terminal, renderComparison({ comparison, width: tableWidthOf(terminal) }));
  }
}

/** A file that somebody gave was never looked for in the CRM: then there is nothing to say. */
async function writeMatch({ terminal, operator, callId }: Written): Promise<void> {
  const match = await operator.call('matches.get', { callId });
  if (match !== null) writeOutput(terminal, `\n${describeMatch(terminal, match)}`);
}

function describe(analysis: AnalysisListing): string {
  const model = analysis.model === null ? '' : `, ${analysis.model}, prompt ${analysis.promptVersion ?? 'unknown'}`;
  const made = analysis.createdAt.slice(0, 19).replace('T', ' ');
  return `${analysis.analysisId}  version ${analysis.callVersion} of the call, analysis ${analysis.analysisVersion}, ${analysis.engine} ${analysis.engineVersion}${model}, made ${made} UTC`;
}

function describeDifference({ before, after, added, removed, unchanged }: AnalysisDifference): string {
  return [
    `From ${before.engine} (${before.analysisId}) to ${after.engine} (${after.analysisId}):`,
    `${added.length} claims new, ${removed.length} gone, ${unchanged} the same.`,
    ...claimLines('+', added),
    ...claimLines('-', removed),
  ].join('\n');
}

function claimLines(mark: string, found: AnalysisDifference['added']): string[] {
  return found.map(({ list, quote, speaker, turn }) => `${mark} ${list}: “${quote}” (${speaker}, turn ${turn})`);
}
