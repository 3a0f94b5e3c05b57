import { type Command, Option } from 'commander';
import { type ReportFormat, reportFormats } from '#contracts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodeFor } from '../exit-codes.ts';
import { expandInputs } from '../expand-inputs.ts';
import { addImportOptions, type ImportFlags } from '../import-options.ts';
import { runBatch } from '../run-batch.ts';
import { assertFolder, assertOneDocument, writeReports } from '../write-reports.ts';

interface AnalyzeFlags extends ImportFlags {
  readonly format: ReportFormat;
  readonly out?: string;
}

const examples = `
Examples:
  $ sophia analyze their-call.vtt
  $ sophia analyze calls/ --internal "Maya Okafor,tidewaterledger.example" --format html --out reports
  $ sophia analyze "calls/2026-09-*.srt" --date 2026-09-14 --time-zone America/Chicago --format json
  $ cat call.txt | sophia analyze - --format markdown`;

/** `sophia analyze`: transcripts in, reports out. */
export function addAnalyzeCommand(program: Command, environment: CommandEnvironment): void {
  const command = program
    .command('analyze')
    .summary('analyze transcripts and show what was found, each claim with its quote')
    .description(
      'Reads transcripts (WebVTT, SRT, Gong JSON, plain text, word-timed JSON, CTM), analyzes each call and shows a report in which every claim carries a quote, the turn it stands in and who said it.',
    )
    .argument('<files...>', 'files, folders, globs, or - for standard input')
    .addOption(new Option('--format <format>', 'what the reports look like').choices(reportFormats).default('table'))
    .option('--out <folder>', 'write one report a call into this folder instead of standard output')
    .addHelpText('after', examples);
  addImportOptions(command).action(async (files: string[], flags: AnalyzeFlags, self: Command) => {
    self.setOptionValue('exitCode', await analyze({ environment, files, flags }));
  });
}

async function analyze({
  environment,
  files,
  flags,
}: {
  environment: CommandEnvironment;
  files: readonly string[];
  flags: AnalyzeFlags;
}): Promise<ExitCode> {
  const { terminal } = environment;
  const folder = flags.out ?? null;
  if (folder !== null) await assertFolder({ folder, from: terminal.workingDirectory });
  const inputs = await expandInputs({ terminal, inputs: files });
  if (folder === null) assertOneDocument({ format: flags.format, reports: inputs.files.length });
  const operator = await environment.connect({ workspaceId: flags.workspace, analyzes: true });
  try {
    const { done, failed } = await runBatch({ terminal, operator, inputs, flags });
    await writeReports({ terminal, operator, items: done, format: flags.format, folder });
    return exitCodeFor({ succeeded: done.length, failed });
  } finally {
    await operator.close();
  }
}
