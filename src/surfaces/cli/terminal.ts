import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes. Machine output goes to `output`, all else to `messages`. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly messages: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** The folder that the user stands in; relative paths are resolved against it. */
  readonly workingDirectory: string;
  readonly colors: boolean;
  /** The width that the user has asked for with COLUMNS; goes before that of the terminal. */
  readonly columns?: number | null;
  /** Names the workspace in the commands that a message suggests; left out where a message is none of a command. */
  readonly nameCommands?: (text: string) => string;
}

const defaultWidth = 100;
const narrowest = 40;

/** The width to lay a text out for. */
export function widthOf(terminal: Terminal): number {
  return givenWidth(terminal) ?? defaultWidth;
}

/** The width to lay a table out for: where it is piped, as wide as it needs, so that no column is missing. */
export function tableWidthOf(terminal: Terminal): number {
  return givenWidth(terminal) ?? Number.POSITIVE_INFINITY;
}

function givenWidth({ columns, output }: Terminal): number | null {
  const given = columns ?? output.columns ?? null;
  return given === null ? null : Math.max(narrowest, given);
}

/** A text of our own, whose commands do what they say when they are pasted. */
export function suggested({ nameCommands }: Terminal, text: string): string {
  return nameCommands === undefined ? text : nameCommands(text);
}

export function writeMessage(terminal: Terminal, text: string): void {
  terminal.messages.write(`${suggested(terminal, text)}\n`);
}

export function writeOutput(terminal: Terminal, text: string): void {
  terminal.output.write(text.endsWith('\n') ? text : `${text}\n`);
}
