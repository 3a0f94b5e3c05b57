import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from '#config';
import { WorkspaceSettings } from '#contracts';
import { checkMethods } from '#modules/analysis';
import { configureWorkspace } from '#modules/workspaces';
import { SophiaError } from '#platform/errors';
import type { ContextMaker } from './create-contexts.ts';
import { workspaceIds } from './workspace-ids.ts';

/**
 * Gives the main workspace its settings: those of `workspace.json` in SOPHIA_HOME where there is one, over those of
 * the environment. Throws `config.invalid` where that file cannot be used.
 */
export async function prepareMainWorkspace({
  config,
  contextFor,
}: {
  config: Config;
  contextFor: ContextMaker;
}): Promise<void> {
  const file = path.join(config.home, 'workspace.json');
  const fromFile = existsSync(file) ? await readWorkspaceFile(file) : WorkspaceSettings.parse({});
  await configureWorkspace({
    ctx: contextFor({ workspaceId: workspaceIds.main }),
    input: {
      currency: config.currency,
      timeZone: config.timeZone,
      ...fromFile,
      internalDomains: [...new Set([...config.internalDomains, ...fromFile.internalDomains])],
    },
  });
}

/** The settings that a `workspace.json` holds. Throws `config.invalid` with what is wrong in it and where it stands. */
export async function readWorkspaceFile(file: string): Promise<WorkspaceSettings> {
  const text = await readFile(file, 'utf8');
  try {
    const settings = WorkspaceSettings.parse(JSON.parse(text));
    const faults = checkMethods(settings);
    if (faults.length === 0) return settings;
    throw new z.ZodError(faults.map(({ path, message }) => ({ code: 'custom', path, message, input: undefined })));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new SophiaError('config.invalid', `Expected the settings of a workspace in ${file}, found:\n${reason}`, {
      cause: error,
    });
  }
}
