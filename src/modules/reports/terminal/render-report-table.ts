import type { AnalysisReport } from '#contracts';
import { summarizeReport } from '../summarize-report.ts';
import { renderSummaryTable } from './render-summary-table.ts';
import { renderTerminalReport } from './render-terminal-report.ts';

export interface ReportTableOptions {
  readonly reports: readonly AnalysisReport[];
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: boolean;
}

/** One call as a report to read in a terminal, several as a table with a line each. */
export function renderReportTable({ reports, width, colors }: ReportTableOptions): string {
  const [only] = reports;
  return reports.length === 1 && only !== undefined
    ? renderTerminalReport({ report: only, width, colors })
    : renderSummaryTable({ summaries: reports.map(summarizeReport), width, colors });
}
