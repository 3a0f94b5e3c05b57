import { type Column, createPaint, formatLength, layOutTable, noInk } from '#platform/wording';
import type { ReportSummary } from '../schema.ts';
import { fileNameOf } from '../wording/describe-call.ts';
import { moodLabels, stageLabels } from '../wording/labels.ts';

export interface SummaryTableOptions {
  readonly summaries: readonly ReportSummary[];
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: boolean;
}

/** One line for each analyzed call: when it was, how it went, what is open. */
export function renderSummaryTable({ summaries, width, colors }: SummaryTableOptions): string {
  if (summaries.length === 0) return 'No calls.\n';
  return layOutTable({ rows: summaries, main: callColumn, others: summaryColumns, width, paint: createPaint(colors) });
}

const callColumn: Column<ReportSummary> = {
  title: 'Call',
  align: 'left',
  worth: 99,
  value: ({ title, source }) => title ?? fileNameOf(source),
  ink: (paint) => paint.bold,
};

const summaryColumns: readonly Column<ReportSummary>[] = [
  { title: 'Date', align: 'left', worth: 6, value: ({ date }) => date ?? '-' },
  {
    title: 'Length',
    align: 'right',
    worth: 2,
    value: ({ durationMs, words }) => (durationMs === null ? `${words} words` : formatLength(durationMs)),
  },
  {
    title: 'Stage',
    align: 'left',
    worth: 4,
    value: ({ stage }) => (stage === 'unknown' ? '-' : stageLabels[stage]),
  },
  {
    title: 'Mood',
    align: 'left',
    worth: 5,
    value: ({ mood }) => (mood === null ? '-' : moodLabels[mood]),
    ink: (paint, { mood }) => (mood === 'negative' ? paint.red : mood === 'positive' ? paint.green : noInk),
  },
  {
    title: 'Objections',
    align: 'right',
    worth: 7,
    value: ({ objections, openObjections, sidesKnown }) => {
      if (!sidesKnown && objections === 0) return '-';
      return openObjections === 0 ? String(objections) : `${objections} (${openObjections} open)`;
    },
    ink: (paint, { openObjections }) => (openObjections > 0 ? paint.yellow : noInk),
  },
  { title: 'Next steps', align: 'right', worth: 8, value: ({ nextSteps }) => String(nextSteps) },
  {
    title: 'Risks',
    align: 'right',
    worth: 3,
    value: ({ risks, sidesKnown }) => (sidesKnown || risks > 0 ? String(risks) : '-'),
  },
  {
    title: 'Claims',
    align: 'right',
    worth: 1,
    value: ({ kept, proposed, broken }) => `${kept}/${proposed}${broken === 0 ? '' : ` ${broken} broken`}`,
    ink: (paint, { broken }) => (broken > 0 ? paint.red : noInk),
  },
];
