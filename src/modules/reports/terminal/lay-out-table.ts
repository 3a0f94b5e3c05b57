import type { Paint } from './create-paint.ts';
import { displayWidth, fitted } from './display-width.ts';

/** A column of a table. The widest-needed one gives way first: see `worth`. */
export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns are left out in this order, the lowest first, until the rest fits; the main column never is. */
  readonly worth: number;
  value(row: Row): string;
  ink?(paint: Paint, row: Row): (text: string) => string;
}

export interface Table<Row> {
  readonly rows: readonly Row[];
  /** The column that is cut when there is too little room. */
  readonly main: Column<Row>;
  readonly others: readonly Column<Row>[];
  readonly width: number;
  readonly paint: Paint;
}

interface Placed<Row> {
  readonly column: Column<Row>;
  readonly room: number;
}

const gap = '  ';
const shortestMain = 20;

/** A line for each row below the titles. A narrow terminal gets fewer columns; no line is wider than the terminal. */
export function layOutTable<Row>(table: Table<Row>): string {
  const { rows, paint } = table;
  const columns = placeColumns(table);
  const header = columns.map(({ column, room }) => aligned(column.title, { column, room })).join(gap);
  const lines = rows.map((row) =>
    columns
      .map(({ column, room }, position) => {
        const cell = aligned(column.value(row), { column, room });
        const last = position === columns.length - 1 ? cell.trimEnd() : cell;
        return column.ink === undefined ? last : column.ink(paint, row)(last);
      })
      .join(gap),
  );
  return `${[paint.dim(header.trimEnd()), ...lines].join('\n')}\n`;
}

/** An ink that leaves the text as it is. */
export function noInk(text: string): string {
  return text;
}

function placeColumns<Row>({ rows, main, others, width }: Table<Row>): Placed<Row>[] {
  let placed = others.map((column) => ({ column, room: widest(column, rows) }));
  const wanted = widest(main, rows);
  function roomForMain(): number {
    return width - placed.reduce((sum, { room }) => sum + room + gap.length, 0);
  }
  while (placed.length > 0 && roomForMain() < Math.min(shortestMain, wanted)) {
    const least = Math.min(...placed.map(({ column }) => column.worth));
    placed = placed.filter(({ column }) => column.worth !== least);
  }
  return [{ column: main, room: Math.max(1, Math.min(wanted, roomForMain())) }, ...placed];
}

function widest<Row>(column: Column<Row>, rows: readonly Row[]): number {
  return rows.reduce((most, row) => Math.max(most, displayWidth(column.value(row))), displayWidth(column.title));
}

function aligned<Row>(text: string, { column, room }: Placed<Row>): string {
  if (column.align === 'left') return fitted(text, { columns: room, fill: true });
  const cell = fitted(text, { columns: room });
  return ' '.repeat(Math.max(0, room - displayWidth(cell))) + cell;
}
