import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes. Machine output goes to `output`, all else to `messages`. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly messages: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** The folder that the user stands in; relative paths are resolved against it. */
  readonly workingDirectory: string;
  readonly colors: boolean;
}

const defaultWidth = 100;
const narrowest = 40;

/** The width to lay a table out for. */
export function widthOf(terminal: Terminal): number {
  return Math.max(narrowest, terminal.output.columns ?? defaultWidth);
}

export function writeMessage(terminal: Terminal, text: string): void {
  terminal.messages.write(`${text}\n`);
}

export function writeOutput(terminal: Terminal, text: string): void {
  terminal.output.write(text.endsWith('\n') ? text : `${text}\n`);
}
