import { renderTable, type TableColumn } from '#platform/wording';
import { type Terminal, tableWidthOf, writeMessage, writeOutput } from './terminal.ts';

/** Writes a list as a table, or the whole answer as JSON; where it is empty, a sentence that says what to do. */
export function writeList<Row>({
  terminal,
  format,
  answer,
  rows,
  main,
  others,
  empty,
}: {
  terminal: Terminal;
  format: 'table' | 'json';
  /** What stands in the JSON. */
  answer: unknown;
  rows: readonly Row[];
  main: TableColumn<Row>;
  others: readonly TableColumn<Row>[];
  empty: string;
}): void {
  if (format === 'json') {
    writeJson(terminal, answer);
    return;
  }
  if (rows.length === 0) {
    writeMessage(terminal, empty);
    return;
  }
  writeOutput(terminal, renderTable({ rows, main, others, width: tableWidthOf(terminal), colors: terminal.colors }));
}

export function writeJson(terminal: Terminal, answer: unknown): void {
  writeOutput(terminal, JSON.stringify(answer, null, 2));
}
