import { glob, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type FoundTranscripts,
  findTranscripts,
  mostFoldersBehindLink,
  transcriptExtensions,
} from './find-transcripts.ts';
import type { Terminal } from './terminal.ts';

export interface InputFile {
  /** As the user would name it. */
  readonly sourceName: string;
  readonly path: string | null;
  readonly contentBase64: string | null;
}

/** An argument that names no transcript at all. */
export interface InputProblem {
  readonly sourceName: string;
  readonly message: string;
  readonly action: string;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly InputProblem[];
}

/**
 * The files that the arguments name, each once: files (also one that does not exist, so that it is reported beside the
 * others), folders at any depth, globs, and `-` for standard input. What holds or opens nothing is a problem and stops none.
 */
export async function expandInputs({
  terminal,
  inputs,
}: {
  terminal: Terminal;
  inputs: readonly string[];
}): Promise<Inputs> {
  const from = terminal.workingDirectory;
  const files = new Map<string, InputFile>();
  const problems: InputProblem[] = [];
  for (const input of inputs) {
    if (input === '-') {
      if (files.has(input)) continue;
      files.set(input, { sourceName: 'standard input', path: null, contentBase64: await readAll(terminal) });
      continue;
    }
    const found = await expandOne({ input, from });
    problems.push(...found.problems);
    if (found.files.length === 0 && found.problems.length === 0) problems.push(await describeNothing({ input, from }));
    for (const file of found.files)
      files.set(file, { sourceName: nameOf({ file, from }), path: file, contentBase64: null });
  }
  return { files: [...files.values()], problems };
}

interface Found {
  readonly files: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** The absolute paths that the argument stands for; none where a folder or glob holds no transcript. */
async function expandOne({ input, from }: { input: string; from: string }): Promise<Found> {
  const whole = path.resolve(from, input);
  const kind = await kindOf(whole);
  if (kind === 'folder') return transcriptsIn({ folder: whole, from });
  if (kind === 'file' || !/[*?[\]{}]/.test(input)) return { files: [whole], problems: [] };
  const matches: string[] = [];
  for await (const match of glob(input, { cwd: from })) matches.push(path.resolve(from, match));
  const kinds = await Promise.all(matches.map(async (match) => ((await kindOf(match)) === 'file' ? [match] : [])));
  return { files: kinds.flat().sort(), problems: [] };
}

async function describeNothing({ input, from }: { input: string; from: string }): Promise<InputProblem> {
  const isFolder = (await kindOf(path.resolve(from, input))) === 'folder';
  const message = isFolder
    ? `Expected transcripts in the folder ${input}, found none (${[...transcriptExtensions].join(', ')}).`
    : `Expected files that match ${input}, found none under ${from}.`;
  return { sourceName: input, message, action: 'Name a file, or a folder or pattern that holds transcripts.' };
}

async function transcriptsIn({ folder, from }: { folder: string; from: string }): Promise<Found> {
  const { files, unreadable } = await findTranscripts(folder);
  const problems = unreadable.map(({ path: place, what, code }) => {
    const sourceName = nameOf({ file: place, from });
    return { sourceName, ...describeUnreadable({ sourceName, what, code }) };
  });
  return { files, problems };
}

function describeUnreadable({
  sourceName,
  what,
  code,
}: Pick<FoundTranscripts['unreadable'][number], 'what' | 'code'> & { sourceName: string }): Omit<
  InputProblem,
  'sourceName'
> {
  switch (what) {
    case 'folder':
      return {
        message: `Expected to open the folder ${sourceName}, found that it cannot be read (${code}).`,
        action: 'Give whoever runs Sophia the right to read it, or name the files that are to be read.',
      };
    case 'link':
      return {
        message: `Expected a file behind the link ${sourceName}, found none (${code}).`,
        action: 'Correct the link or remove it.',
      };
    case 'too-much':
      return {
        message: `Expected at most ${mostFoldersBehindLink} folders behind the link ${sourceName}, which leads out of the folder that was named, found more, and read none of them.`,
        action: 'Name the folder that it leads to, where all of that is meant, or remove the link.',
      };
  }
}

async function kindOf(file: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}

function nameOf({ file, from }: { file: string; from: string }): string {
  const relative = path.relative(from, file);
  return relative.startsWith('..') ? file : relative;
}

async function readAll(terminal: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.input) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString('base64');
}
