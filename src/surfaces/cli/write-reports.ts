import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type AnalysisReport, type BatchItem, type ReportFormat } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { Operator } from '../local/index.ts';
import { type Terminal, tableWidthOf, widthOf, writeMessage, writeOutput } from './terminal.ts';

interface WriteReportsOptions {
  readonly terminal: Terminal;
  readonly operator: Operator;
  readonly items: readonly BatchItem[];
  readonly format: ReportFormat;
  /** Where to write one file a call, or null for one document on standard output. */
  readonly folder: string | null;
}

/** Fetches the reports of analyzed files and writes them in the asked form. */
export async function writeReports(options: WriteReportsOptions): Promise<void> {
  const { terminal, items, folder } = options;
  if (items.length === 0) return;
  if (folder === null) {
    await writeDocument(options);
    return;
  }
  await writeFiles({ ...options, folder: path.resolve(terminal.workingDirectory, folder) });
}

/** Throws `input.invalid` where so many reports cannot be one document: a page holds one. */
export function assertOneDocument({ format, reports }: { format: ReportFormat; reports: number }): void {
  if (format !== 'html' || reports <= 1) return;
  throw new SophiaError('input.invalid', `Expected --out FOLDER for ${reports} HTML reports, found none.`);
}

/** Throws `input.invalid` where reports cannot be written into `folder`, which need not be there yet. */
export async function assertFolder({ folder, from }: { folder: string; from: string }): Promise<void> {
  let place = path.resolve(from, folder);
  for (;;) {
    try {
      if ((await stat(place)).isDirectory()) return;
      throw new SophiaError(
        'input.invalid',
        `Expected a folder for --out, found the file ${place}. Name a folder; it is made where it is not there.`,
      );
    } catch (error) {
      if (error instanceof SophiaError || place === path.dirname(place)) throw error;
      place = path.dirname(place);
    }
  }
}

/** Everything as one document on standard output. */
async function writeDocument(options: WriteReportsOptions): Promise<void> {
  const { terminal, items, format } = options;
  assertOneDocument({ format, reports: items.length });
  const reports = await fetchAll(options);
  const { renderReports } = await import('#modules/reports');
  const width = reports.length === 1 ? widthOf(terminal) : tableWidthOf(terminal);
  writeOutput(terminal, renderReports({ reports, format, width, colors: terminal.colors }));
}

async function fetchAll({ operator, items }: WriteReportsOptions): Promise<AnalysisReport[]> {
  const reports: AnalysisReport[] = [];
  for (const item of items) reports.push(await fetchOne({ operator, item }));
  return reports;
}

async function fetchOne({ operator, item }: { operator: Operator; item: BatchItem }): Promise<AnalysisReport> {
  return operator.call('reports.get', { callId: item.callId ?? '', analysisId: item.analysisId });
}

async function writeFiles({
  terminal,
  operator,
  items,
  format,
  folder,
}: WriteReportsOptions & { folder: string }): Promise<void> {
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const { renderReport, reportExtensions } = await import('#modules/reports');
  const used = new Set<string>();
  for (const item of items) {
    const report = await fetchOne({ operator, item });
    const name = uniqueName({ sourceName: item.sourceName, extension: reportExtensions[format], used });
    const text = renderReport({ report, format, width: widthOf(terminal), colors: false });
    const file = path.join(folder, name);
    await writing(file, () => writeFile(file, text));
  }
  writeMessage(terminal, `${items.length} ${items.length === 1 ? 'report' : 'reports'} written to ${folder}`);
}

/** A full disk or a missing right is nobody's fault here: it gets a sentence, and the analyses stand all the same. */
async function writing(place: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SophiaError(
      'input.invalid',
      `Expected to write ${place} for --out, but the system refused it (${reason}). The calls stand analyzed; name another folder.`,
      { cause: error },
    );
  }
}

/** The name of a report's file: never hidden, and never one that a command takes for an option. */
export function uniqueName({
  sourceName,
  extension,
  used,
}: {
  sourceName: string;
  extension: string;
  used: Set<string>;
}): string {
  const base =
    path
      .basename(sourceName, path.extname(sourceName))
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+/u, '') || 'call';
  for (let count = 1; ; count += 1) {
    const name = `${base}${count === 1 ? '' : `-${count}`}.${extension}`;
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}
