/** The levels in order; who must act decides: error = us, now; warn = us, in batches; info = the user or a vendor. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LogFields = Record<string, unknown>;

/** Encrypts a text so that the keys of this machine open it again. */
export type Seal = (text: string) => string;

/** Where a part of Sophia says what happened: a fixed sentence, and the values as fields. */
export interface Log {
  debug(fields: LogFields, sentence: string): void;
  info(fields: LogFields, sentence: string): void;
  warn(fields: LogFields, sentence: string): void;
  error(fields: LogFields, sentence: string): void;
  /** A log that adds these fields to every line. */
  child(fields: LogFields): Log;
  /** From now on what is found of people's data is written sealed in place of being lost; see docs/masking.md. */
  sealWith(seal: Seal): void;
}
