/** What the exit code says: all of it worked, none did, the command was not understood, some of it did. */
export const exitCodes = { all: 0, none: 1, usage: 2, some: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code for so many things that worked and so many that did not. */
export function exitCodeFor({ succeeded, failed }: { succeeded: number; failed: number }): ExitCode {
  if (failed === 0) return exitCodes.all;
  return succeeded === 0 ? exitCodes.none : exitCodes.some;
}
