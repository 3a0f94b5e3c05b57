import { createPaint } from './create-paint.ts';
import { layOutTable } from './lay-out-table.ts';

export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** Where there is too little room, the columns of the lowest worth are left out first. */
  readonly worth: number;
  /** A column of words is cut down to so many places before another is left out; without it, it stands whole. */
  readonly least?: number;
}

export interface TableOptions<Row> {
  readonly rows: readonly Row[];
  /** The column that always stands, and is cut where it must be. */
  readonly main: TableColumn<Row>;
  readonly others: readonly TableColumn<Row>[];
  /** Columns of the terminal; `Infinity` where there is none. */
  readonly width: number;
  readonly colors: boolean;
}

/** A line for each row below the titles; what cannot be seen in a value is written out. */
export function renderTable<Row>({ rows, main, others, width, colors }: TableOptions<Row>): string {
  const [first, ...rest] = [main, ...others].map(({ align = 'left', ...column }) => ({ ...column, align }));
  return first === undefined ? '' : layOutTable({ rows, main: first, others: rest, width, paint: createPaint(colors) });
}
