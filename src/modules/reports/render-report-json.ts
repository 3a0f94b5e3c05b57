import type { AnalysisReport } from '#contracts';

/** The report as JSON, indented, with a line feed at its end; docs/schemas describes `result`. */
export function renderReportJson({ report }: { report: AnalysisReport }): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
