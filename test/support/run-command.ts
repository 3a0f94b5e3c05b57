import { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { type CommandEnvironment, runCli } from '#surfaces/cli';
import type { Operator } from '#surfaces/local';

interface CommandLine {
  readonly argv: readonly string[];
  /** As COLUMNS says it. */
  readonly columns?: number;
  /** What somebody types at a terminal; without it there is none. */
  readonly typed?: string;
}

/** Runs a command line; every operation has the same answer (or what gives it) and is written down, as is the workspace. */
export async function runCommand(line: readonly string[] | CommandLine, answer: unknown) {
  const { argv, columns, typed }: CommandLine = 'argv' in line ? line : { argv: line };
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
      input: Object.assign(Readable.from(typed === undefined ? [] : [typed]), { isTTY: typed !== undefined }),
      output: writableFor('output'),
      messages: Object.assign(writableFor('messages'), { isTTY: typed !== undefined }),
      workingDirectory: '/nowhere',
      colors: false,
      columns: columns ?? null,
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
