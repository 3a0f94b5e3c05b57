import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { checkBorders } from './check-borders.ts';
import type { Fault } from './fault.ts';
import { repositoryRoot } from './read-repository.ts';

/** Checks a small repository of these files, with the doors of this one. */
async function checkFiles(context: TestContext, files: Readonly<Record<string, string>>): Promise<readonly Fault[]> {
  const root = mkdtempSync(join(tmpdir(), 'sophia-borders-'));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  copyFileSync(join(repositoryRoot, 'package.json'), join(root, 'package.json'));
  return await checkBorders({ root, files: Object.keys(files) });
}

const sound = {
  'src/contracts/index.ts': "export type { Side } from './side.ts';",
  'src/contracts/side.ts': 'export type Side = string;',
  'src/platform/clock/index.ts': "export { now } from './clock.ts';",
  'src/platform/clock/clock.ts': 'export function now(): number { return 0; }',
  'src/modules/calls/index.ts': "export { getCall } from './get-call.ts';",
  'src/modules/calls/get-call.ts':
    "import type { Side } from '#contracts';\nimport { now } from '#platform/clock';\nexport function getCall(): Side { return String(now()); }",
};

test('imports down and through doors pass', async (context) => {
  assert.deepEqual(await checkFiles(context, sound), []);
});

test('each way of crossing a border is found and named', async (context) => {
  const faults = await checkFiles(context, {
    ...sound,
    'src/platform/clock/upward.ts': "import type { getCall } from '#modules/calls';\nexport type A = typeof getCall;",
    'src/modules/calls/past-door.ts': "export { now } from '../../platform/clock/clock.ts';",
    'src/modules/calls/left.ts': "import { right } from './right.ts';\nexport const left = () => right;",
    'src/modules/calls/right.ts': "import { left } from './left.ts';\nexport const right = () => left;",
    'src/modules/calls/lost.ts': "export { nothing } from './nothing.ts';",
    'src/contracts/clever.ts': "export { now } from '#platform/clock';",
    'simulators/models/spy.ts': "export { now } from '#platform/clock';",
    'src/modules/calls/stand-in.ts': "export { spy } from '../../../simulators/models/own.ts';",
    'simulators/models/own.ts': 'export const spy = 1;',
  });
  const found = new Set(faults.map(({ place, message }) => `${placeUnlessCircle(place)} ${message.split(':')[0]}`));
  assert.deepEqual([...found].sort(), [
    'one of a circle no-circles',
    'simulators/models/spy.ts simulators-are-strangers',
    'src/contracts/clever.ts contracts-know-only-zod',
    'src/contracts/clever.ts contracts-looks-down',
    'src/modules/calls/lost.ts imports-resolve',
    'src/modules/calls/past-door.ts folders-are-entered-by-their-door',
    'src/modules/calls/stand-in.ts simulators-are-known-by-address',
    'src/platform/clock/upward.ts platform-looks-down',
  ]);
});

test('a module that the cruiser does not see is a fault', async (context) => {
  const root = mkdtempSync(join(tmpdir(), 'sophia-borders-'));
  context.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'src'));
  const faults = await checkBorders({ root, files: ['src/unseen.ts'] });
  assert.deepEqual(
    faults.map(({ place }) => place),
    ['src/unseen.ts'],
  );
});

test('a module that cannot be parsed ends the check with the reason', async (context) => {
  await assert.rejects(
    checkFiles(context, { 'src/contracts/broken.ts': 'export const = ;' }),
    /dependency-cruiser did not/,
  );
});

/** Which file of a circle is named depends on where the cruise began. */
function placeUnlessCircle(place: string): string {
  return /(left|right)\.ts$/.test(place) ? 'one of a circle' : place;
}
