import { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { type CommandEnvironment, runCli } from '#surfaces/cli';
import type { Operator } from '#surfaces/local';

interface CommandLine {
  readonly argv: readonly string[];
  /** As COLUMNS says it. */
  readonly columns: number;
}

/** Runs a command line; every operation has the same answer (or what gives it) and is written down, as is the workspace. */
export async function runCommand(line: readonly string[] | CommandLine, answer: unknown) {
  const { argv, columns } = 'argv' in line ? line : { argv: line, columns: null };
  const texts = { output: '', messages: '' };
  const asked: unknown[] = [];
  const workspaces: string[] = [];
  function writableFor(name: keyof typeof texts): Writable {
    return new Writable({
      write: (chunk, _encoding, done) => {
        texts[name] += String(chunk);
        done();
      },
    });
  }
  function unexpected(): never {
    throw new Error('This command must not ask for it.');
  }
  const operator: Operator = {
    place: 'here',
    call: async (...question) => {
      asked.push(question);
      return z.any().parse(typeof answer === 'function' ? answer() : answer);
    },
    close: async () => undefined,
  };
  const environment: CommandEnvironment = {
    terminal: {
      input: Readable.from([]),
      output: writableFor('output'),
      messages: writableFor('messages'),
      workingDirectory: '/nowhere',
      colors: false,
      columns,
    },
    config: unexpected,
    connect: async ({ workspaceId }) => {
      workspaces.push(workspaceId);
      return operator;
    },
    diagnose: unexpected,
    serve: unexpected,
    database: unexpected,
  };
  const code = await runCli({ argv, environment, version: '1.2.3' });
  return { code, asked, workspaces, ...texts };
}
