import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Repository } from './fault.ts';
import { integrationFiles } from './integration-files.ts';

const withDoors = /^src\/(platform|modules|integrations|surfaces)\/([^/]+)\//;
const simulatorFiles = [
  'README.md',
  'control.ts',
  'coverage.test.ts',
  'coverage.ts',
  'index.ts',
  'inspector.ts',
  'routes.ts',
  'state.ts',
];
/** What all simulators are made of. */
const sharedBySimulators: ReadonlySet<string> = new Set(['kit', 'world']);
/** What one simulator has not, and why. */
const simulatorsWithout: Readonly<Record<string, string>> = {
  'simulators/models/inspector.ts': 'Nobody works at these vendors: what was received is read at /_control/requests.',
};

const longestMap = 100;

/** Every folder has its door, siblings have the same files, and a house rule has its spec. */
export function checkLayout(repository: Repository): readonly Fault[] {
  return [
    ...missingDoors(repository),
    ...unlikeIntegrations(repository),
    ...unlikeSimulators(repository),
    ...rulesWithoutSpec(repository),
    ...longMaps(repository),
  ];
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

function unlikeSimulators({ files }: Repository): Fault[] {
  const vendors = new Set(files.flatMap((file) => /^simulators\/([^/]+)\//.exec(file)?.[1] ?? []));
  const expected = [...vendors]
    .filter((vendor) => !sharedBySimulators.has(vendor))
    .flatMap((vendor) => simulatorFiles.map((name) => ({ place: `simulators/${vendor}/`, name })));
  const missing = expected.filter(
    ({ place, name }) => !files.includes(place + name) && simulatorsWithout[place + name] === undefined,
  );
  const needless = Object.keys(simulatorsWithout).filter((path) => files.includes(path));
  return [
    ...missing.map(({ place, name }) => ({
      place,
      message: `Simulators look alike, and this one has no ${name}: write it, or say in check-layout.ts why there is none.`,
    })),
    ...needless.map((place) => ({ place, message: 'The file exists: take its exception out of check-layout.ts.' })),
  ];
}

/** Whoever changes code reads the map first, so it stays short. */
function longMaps({ root, files }: Repository): Fault[] {
  return files
    .filter((file) => /(?:^|\/)AGENTS\.md$/.test(file))
    .map((place) => ({ place, lines: readFileSync(join(root, place), 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > longestMap)
    .map(({ place, lines }) => ({
      place,
      message: `A map has ${longestMap} lines at most, and this one ${lines}: leave the rest to the documents it names.`,
    }));
}

function rulesWithoutSpec({ files }: Repository): Fault[] {
  return files
    .filter((file) => /^lint\/rules\/[^/]+(?<!\.test)\.ts$/.test(file))
    .filter((file) => !files.includes(file.replace(/\.ts$/, '.test.ts')))
    .map((place) => ({ place, message: 'A house rule has a spec beside it: what passes, and each way to break it.' }));
}
