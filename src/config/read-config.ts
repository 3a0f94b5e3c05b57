import { join } from 'node:path';
import { type Config, type Environment, loadConfig, repositoryRoot } from './load-config.ts';

/** The configuration of this process: its own environment over the repository's `.env`. Throws `config.invalid`. */
export function readConfig(): Config {
  return loadConfig({ environment: process.env, envFile: join(repositoryRoot, '.env') });
}

/** The width that the user wants tables and texts to have; null where they say none. */
export function readColumns(environment: Environment = process.env): number | null {
  const columns = environment['COLUMNS'] ?? '';
  return /^[1-9]\d{0,4}$/.test(columns) ? Number(columns) : null;
}

/** The folder in which the user typed the command; npm moves scripts to the repository and leaves it in INIT_CWD. */
export function readWorkingDirectory(environment: Environment = process.env): string {
  return environment['INIT_CWD'] ?? process.cwd();
}
