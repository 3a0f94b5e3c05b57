import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, repositoryRoot } from '#config';
import { type Policy, readPolicy } from '#modules/changesets';

/** The policy in force: the workspace's own file where there is one. Throws `policy.invalid` with each line at fault. */
export function readPolicyFile(config: Config): Policy {
  const own = path.join(config.home, 'policy.yaml');
  const file = existsSync(own) ? own : path.join(repositoryRoot, 'data', 'policy.yaml');
  return readPolicy({ text: readFileSync(file, 'utf8'), name: file });
}
