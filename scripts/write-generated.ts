import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './checks/read-repository.ts';
import { generateFiles } from './generated-files.ts';

for (const { path, content } of generateFiles()) {
  const target = join(repositoryRoot, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  process.stdout.write(`${path}\n`);
}
