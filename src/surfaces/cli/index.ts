export type { CommandEnvironment, DatabaseCommands, ServeOptions } from './command-environment.ts';
export { presentError } from './present-error.ts';
export { createProgress, type ProgressDisplay } from './progress.ts';
export { runCli } from './run-cli.ts';
export { type Terminal, tableWidthOf, writeMessage } from './terminal.ts';
