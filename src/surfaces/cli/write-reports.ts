import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AnalysisReport, BatchItem } from '#contracts';
import { type ReportFormat, renderReport, renderReports, reportExtensions } from '#modules/reports';
import { SophiaError } from '#platform/errors';
import type { Operator } from '../local/index.ts';
import { type Terminal, widthOf, writeMessage, writeOutput } from './terminal.ts';

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

/** Everything as one document on standard output. */
async function writeDocument(options: WriteReportsOptions): Promise<void> {
  const { terminal, items, format } = options;
  assertOneDocument({ format, reports: items.length });
  const reports = await fetchAll(options);
  writeOutput(terminal, renderReports({ reports, format, width: widthOf(terminal), colors: terminal.colors }));
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
  await mkdir(folder, { recursive: true });
  const used = new Set<string>();
  for (const item of items) {
    const report = await fetchOne({ operator, item });
    const name = uniqueName({ sourceName: item.sourceName, extension: reportExtensions[format], used });
    await writeFile(path.join(folder, name), renderReport({ report, format, width: widthOf(terminal), colors: false }));
  }
  writeMessage(terminal, `${items.length} ${items.length === 1 ? 'report' : 'reports'} written to ${folder}`);
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
