import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformOf } from './platform-of.ts';

test('the name of a platform package says where it may be installed', () => {
  assert.deepEqual(platformOf('@biomejs/cli-darwin-arm64'), { os: ['darwin'], cpu: ['arm64'] });
  assert.deepEqual(platformOf('@oxlint/binding-linux-x64-musl'), { os: ['linux'], cpu: ['x64'], libc: ['musl'] });
  assert.deepEqual(platformOf('@swc/core-linux-arm-gnueabihf'), { os: ['linux'], cpu: ['arm'], libc: ['glibc'] });
  assert.deepEqual(platformOf('@swc/core-win32-ia32-msvc'), { os: ['win32'], cpu: ['ia32'] });
  assert.throws(() => platformOf('left-pad'), /says no platform/);
});
