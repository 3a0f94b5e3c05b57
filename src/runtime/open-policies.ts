import path from 'node:path';
import { type Config, repositoryRoot } from '#config';
import { openPolicyFiles, type PolicyFiles } from '#modules/changesets';
import { SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';
import { workspaceIds } from './workspace-ids.ts';

/** The policies by the files in SOPHIA_HOME. Throws `policy.invalid` with each line at fault: nothing starts with them. */
export function openPolicies({ config, log }: { config: Pick<Config, 'home'>; log: Log }): PolicyFiles {
  const files = openPolicyFiles({
    folder: config.home,
    mainWorkspaceId: workspaceIds.main,
    shipped: path.join(repositoryRoot, 'data', 'policy.yaml'),
    log,
  });
  for (const workspaceId of [workspaceIds.main, workspaceIds.example]) {
    const { fault } = files.of(workspaceId).read();
    if (fault !== null) throw new SophiaError('policy.invalid', fault);
  }
  return files;
}
