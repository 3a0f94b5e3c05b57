import type { Config } from '#config';
import type { HealthReport } from '#contracts';
import type { Operator } from '../local/index.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface CommandEnvironment {
  readonly terminal: Terminal;
  readonly config: () => Config;
  /** Opens the way to Sophia: the running server where there is one, otherwise this process. */
  readonly connect: (options: { workspaceId: string; analyzes?: boolean }) => Promise<Operator>;
  /** What can be said of each dependency where `connect` or the settings failed with `problem`. */
  readonly diagnose: (problem: unknown) => Promise<HealthReport>;
  /** Starts the server and ends when it has been stopped. */
  readonly serve: (options: ServeOptions) => Promise<ExitCode>;
  readonly database: () => Promise<DatabaseCommands>;
}

export interface ServeOptions {
  readonly roles: readonly string[];
  readonly example: boolean;
}

/** What `sophia db` does; it works on a database that is not up to date, which no other command can. */
export interface DatabaseCommands {
  status(): Promise<{
    readonly kind: string;
    readonly applied: readonly string[];
    readonly pending: readonly string[];
  }>;
  migrate(): Promise<{ readonly applied: readonly string[] }>;
  close(): Promise<void>;
}
