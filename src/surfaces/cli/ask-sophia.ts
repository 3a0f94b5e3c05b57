import type { Command } from 'commander';
import type { Operator } from '#surfaces/local';
import type { CommandEnvironment } from './command-environment.ts';
import type { ExitCode } from './exit-codes.ts';

export interface Asking {
  readonly environment: CommandEnvironment;
  /** The command that was given; it keeps the exit code. */
  readonly self: Command;
  readonly workspaceId: string;
}

/** Opens the way to Sophia, does what a command is for, closes it again and keeps the exit code. */
export async function askSophia(
  { environment, self, workspaceId }: Asking,
  work: (operator: Operator) => Promise<ExitCode>,
): Promise<void> {
  const operator = await environment.connect({ workspaceId });
  try {
    self.setOptionValue('exitCode', await work(operator));
  } finally {
    await operator.close();
  }
}
