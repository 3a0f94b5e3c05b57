import type { Paint } from './create-paint.ts';
import { displayWidth, fitted } from './display-width.ts';

/** A column of a table. The widest-needed one gives way first: see `worth`. */
export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns are left out in this order, the lowest first, until the rest fits; the main column never is. */
  readonly worth: number;
  /** A column of words is cut down to so many places before another is left out; without it, it stands whole. */
  readonly least?: number;
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

/**
 * A line for each row below the titles. A narrow terminal gets shorter words, then fewer columns; no line is wider than
 * the terminal, and without one (a width without end) nothing is cut.
 */
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
  const wanted = widest(main, rows);
  const roomForOthers = width - Math.min(main.least ?? shortestMain, wanted);
  let whole = others.map((column) => ({ column, room: widest(column, rows) }));
  let placed = cutToFit(whole, roomForOthers);
  while (takenBy(placed) > roomForOthers && whole.length > 0) {
    const least = Math.min(...whole.map(({ column }) => column.worth));
    whole = whole.filter(({ column }) => column.worth !== least);
    placed = cutToFit(whole, roomForOthers);
  }
  return [{ column: main, room: Math.max(1, Math.min(wanted, width - takenBy(placed))) }, ...placed];
}

/** Cuts columns of words as far as that is needed, those of the lowest worth first. */
function cutToFit<Row>(columns: readonly Placed<Row>[], room: number): Placed<Row>[] {
  let missing = takenBy(columns) - room;
  const cut = new Map<Column<Row>, number>();
  for (const { column, room: whole } of columns.toSorted((one, other) => one.column.worth - other.column.worth)) {
    const given = Math.max(0, Math.min(missing, whole - (column.least ?? whole)));
    missing -= given;
    cut.set(column, whole - given);
  }
  return columns.map(({ column, room: whole }) => ({ column, room: cut.get(column) ?? whole }));
}

function takenBy<Row>(columns: readonly Placed<Row>[]): number {
  return columns.reduce((sum, { room }) => sum + room + gap.length, 0);
}

function widest<Row>(column: Column<Row>, rows: readonly Row[]): number {
  return rows.reduce((most, row) => Math.max(most, displayWidth(column.value(row))), displayWidth(column.title));
}

function aligned<Row>(text: string, { column, room }: Placed<Row>): string {
  if (column.align === 'left') return fitted(text, { columns: room, fill: true });
  const cell = fitted(text, { columns: room });
  return ' '.repeat(Math.max(0, room - displayWidth(cell))) + cell;
}
