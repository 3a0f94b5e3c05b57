import { type Column, createPaint, formatLength, formatNumber, layOutTable } from '#platform/wording';
import { fileNameOf } from '../wording/describe-call.ts';

/** A stored call, as far as a list shows it. */
export interface ListedCall {
  readonly callId: string;
  readonly title: string | null;
  readonly sourceName: string;
  readonly format: string;
  readonly date: string | null;
  readonly version: number;
  readonly durationMs: number | null;
  readonly wordCount: number;
  readonly speakers: number;
}

export interface CallTableOptions {
  readonly calls: readonly ListedCall[];
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: boolean;
}

/** The stored calls, a line each, with the end of the id that commands take. */
export function renderCallTable({ calls, width, colors }: CallTableOptions): string {
  if (calls.length === 0) return 'No calls.\n';
  return layOutTable({ rows: calls, main: callColumn, others: callColumns, width, paint: createPaint(colors) });
}

const shownIdLength = 8;

const callColumn: Column<ListedCall> = {
  title: 'Call',
  align: 'left',
  worth: 99,
  value: ({ title, sourceName }) => title ?? fileNameOf(sourceName),
  ink: (paint) => paint.bold,
};

const callColumns: readonly Column<ListedCall>[] = [
  {
    title: 'Id',
    align: 'left',
    worth: 9,
    value: ({ callId }) => callId.slice(-shownIdLength),
    ink: (paint) => paint.cyan,
  },
  { title: 'Date', align: 'left', worth: 8, value: ({ date }) => date ?? '-' },
  {
    title: 'Length',
    align: 'right',
    worth: 6,
    value: ({ durationMs }) => (durationMs === null ? '-' : formatLength(durationMs)),
  },
  { title: 'Words', align: 'right', worth: 5, value: ({ wordCount }) => formatNumber(wordCount) },
  { title: 'Speakers', align: 'right', worth: 3, value: ({ speakers }) => String(speakers) },
  { title: 'Version', align: 'right', worth: 1, value: ({ version }) => String(version) },
  { title: 'Format', align: 'left', worth: 2, value: ({ format }) => format },
];
