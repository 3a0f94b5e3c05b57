import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readColumns, readConfig, readWorkingDirectory, repositoryRoot } from '#config';
import { createLog, type Log, type LogLevel } from '#platform/log';
import { type CommandEnvironment, runCli, type Terminal } from '#surfaces/cli';

/** Reads the command line and the configuration, opens what the command needs, and returns the exit code. */
export async function main(): Promise<number> {
  const version = readVersion();
  const terminal = openTerminal();
  const config = once(readConfig);
  const log = once(() => openLog({ level: config().logLevel, terminal }));
  const quietLog = once(() => openLog({ level: quieter(config().logLevel), terminal }));
  const environment: CommandEnvironment = {
    terminal,
    config,
    connect: async ({ workspaceId, analyzes = false }) => {
      const { connect } = await import('./runtime/connect.ts');
      return connect({ config: config(), log: quietLog(), version, workspaceId, analyzes });
    },
    diagnose: async (problem) => {
      const { diagnose } = await import('./runtime/diagnose.ts');
      return diagnose({ readConfig: config, openLog: quietLog, problem });
    },
    serve: async (options) => {
      const { serve } = await import('./runtime/serve.ts');
      await serve({ config: config(), log: log(), version, terminal, options });
      return 0;
    },
    database: async () => {
      const { openDatabaseCommands } = await import('./runtime/open-database-commands.ts');
      return openDatabaseCommands({ config: config(), log: quietLog() });
    },
  };
  return runCli({ argv: process.argv.slice(2), environment, version });
}

function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', endWithReader);
  const colors = stdout.isTTY === true && stdout.hasColors();
  return {
    input: stdin,
    output: stdout,
    messages: stderr,
    workingDirectory: readWorkingDirectory(),
    colors,
    columns: readColumns(),
  };
}

/** Whoever read the output (`head`, a pager) has had enough: that is no error of ours. */
function endWithReader(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
}

/** A single command tells its own story; the log joins in only with errors, or where it was asked for. */
function quieter(level: LogLevel): LogLevel {
  return level === 'info' || level === 'warn' ? 'error' : level;
}

function openLog({ level, terminal }: { level: LogLevel; terminal: Terminal }): Log {
  return createLog({ level, format: terminal.messages.isTTY === true ? 'lines' : 'json' });
}

function readVersion(): string {
  const text = readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
