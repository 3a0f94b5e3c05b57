import type { AnalysisReport, InsightComparison, ReportFormat } from '#contracts';
import { renderReportMarkdown } from './markdown/render-report-markdown.ts';
import { renderReportHtml } from './page/render-report-html.ts';
import { renderReportJson } from './render-report-json.ts';
import { renderReportTable } from './terminal/render-report-table.ts';
import type { Player } from './view/report-view.ts';

/** How the name of a file ends that holds a report in that form. */
export const reportExtensions = {
  table: 'txt',
  markdown: 'md',
  json: 'json',
  html: 'html',
} as const satisfies Record<ReportFormat, string>;

interface FormatOptions {
  readonly format: ReportFormat;
  /** Columns of the terminal, for tables. */
  readonly width: number;
  readonly colors: boolean;
}

/** What a page or a note of one call has beyond its report. */
interface SourceOptions {
  /** Where the call can be heard. */
  readonly player?: Player | undefined;
  /** What its source found out by itself; for a page alone. */
  readonly comparison?: InsightComparison | null;
}

/** One report in the asked form. */
export function renderReport({
  report,
  player,
  comparison = null,
  ...options
}: FormatOptions & SourceOptions & { readonly report: AnalysisReport }): string {
  if (options.format === 'html') return renderReportHtml({ report, player, comparison });
  if (options.format === 'markdown') return renderReportMarkdown({ report, player });
  return renderReports({ ...options, reports: [report] });
}

/**
 * Reports in the asked form, as one document: several as one table, one Markdown text, or one JSON array.
 * Several as HTML come as one page after the other, so write those to files of their own.
 */
export function renderReports({ reports, format, width, colors }: FormatOptions & ReportList): string {
  switch (format) {
    case 'table':
      return renderReportTable({ reports, width, colors });
    case 'markdown':
      return reports.map((report) => renderReportMarkdown({ report })).join('\n');
    case 'json': {
      const [only] = reports;
      return reports.length === 1 && only !== undefined
        ? renderReportJson({ report: only })
        : `${JSON.stringify(reports, null, 2)}\n`;
    }
    case 'html':
      return reports.map((report) => renderReportHtml({ report })).join('');
  }
}

interface ReportList {
  readonly reports: readonly AnalysisReport[];
}
