import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { WorkspaceSettings } from '#contracts';
import { SophiaError } from '#platform/errors';

/** Reads a draft of `workspace.json`. Throws `file.unreadable`, and `input.invalid` with what is wrong and where. */
export async function readSettingsDraft(file: string): Promise<WorkspaceSettings> {
  const text = await readWhole(file);
  try {
    return WorkspaceSettings.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new SophiaError(
      'input.invalid',
      `Expected a draft of workspace.json in ${file}, found:\n${reason}\nThe fields are those of docs/workspace.md.`,
      { cause },
    );
  }
}

async function readWhole(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SophiaError('file.unreadable', `Expected a draft of workspace.json in ${file}, found no file to read.`, {
      cause,
    });
  }
}
