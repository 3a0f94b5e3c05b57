import type { Fault, Repository } from './fault.ts';

const withDoors = /^src\/(platform|modules|integrations|surfaces)\/([^/]+)\//;
const integrationFiles = [
  'auth.ts',
  'client.ts',
  'config.ts',
  'index.ts',
  'limits.ts',
  'map.ts',
  'schema.ts',
  'webhooks.ts',
];

/** Every folder has its door, siblings have the same files, and a house rule has its spec. */
export function checkLayout(repository: Repository): readonly Fault[] {
  return [...missingDoors(repository), ...unlikeIntegrations(repository), ...rulesWithoutSpec(repository)];
}

function missingDoors({ files }: Repository): Fault[] {
  const folders = new Set(files.flatMap((file) => withDoors.exec(file)?.[0] ?? []));
  return [...folders]
    .filter((folder) => !files.includes(`${folder}index.ts`))
    .map((place) => ({ place, message: 'The folder has no door: add an index.ts that names what others may use.' }));
}

function unlikeIntegrations({ files }: Repository): Fault[] {
  const folders = new Set(files.flatMap((file) => /^src\/integrations\/[^/]+\//.exec(file)?.[0] ?? []));
  return [...folders].flatMap((folder) =>
    integrationFiles
      .filter((name) => !files.includes(`${folder}${name}`))
      .map((name) => ({ place: folder, message: `Integrations look alike, and this one has no ${name}.` })),
  );
}

function rulesWithoutSpec({ files }: Repository): Fault[] {
  return files
    .filter((file) => /^lint\/rules\/[^/]+(?<!\.test)\.ts$/.test(file))
    .filter((file) => !files.includes(file.replace(/\.ts$/, '.test.ts')))
    .map((place) => ({ place, message: 'A house rule has a spec beside it: what passes, and each way to break it.' }));
}
