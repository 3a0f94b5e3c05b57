import { SophiaError } from '#platform/errors';
import { type Terminal, writeMessage } from './terminal.ts';

/** Writes an error as a person should read it: the sentence, what to do, and for the unforeseen the whole trace. */
export function presentError({ terminal, error }: { terminal: Terminal; error: unknown }): void {
  if (error instanceof SophiaError) {
    writeMessage(terminal, `${error.message}\n→ ${error.entry.action}`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeMessage(terminal, `Something unforeseen happened:\n${text}\n→ Please report it with the lines above.`);
}
