import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLicenseFaults, findMissingPackages } from './check-lock.ts';

test('an optional package is found where npm looks for it, and missed where it is not', () => {
  const missing = findMissingPackages({
    packages: {
      '': {},
      'node_modules/tool': {
        dev: true,
        optionalDependencies: { 'tool-linux-x64': '1.0.0', 'tool-darwin-arm64': '1.0.0', nested: '2.0.0' },
      },
      'node_modules/tool-linux-x64': { version: '1.0.0' },
      'node_modules/tool/node_modules/nested': { version: '2.0.0' },
      'node_modules/tool/node_modules/inner': { optionalDependencies: { nested: '2.0.0', absent: '3.0.0' } },
    },
  });
  assert.deepEqual(missing, [
    { name: 'tool-darwin-arm64', range: '1.0.0', dev: true },
    { name: 'absent', range: '3.0.0', dev: false },
  ]);
});

test('a package of the product without a permissive licence is a fault, a development tool is not', () => {
  const faults = findLicenseFaults({
    packages: {
      '': {},
      'node_modules/free': { license: 'MIT' },
      'node_modules/either': { license: '(AFL-2.1 OR BSD-3-Clause)' },
      'node_modules/tool': { license: 'MPL-2.0', dev: true },
      'node_modules/closed': { license: 'BUSL-1.1' },
      'node_modules/unsaid': {},
    },
  });
  assert.deepEqual(
    faults.map(({ message }) => message.split(' ')[0]),
    ['node_modules/closed', 'node_modules/unsaid'],
  );
});
