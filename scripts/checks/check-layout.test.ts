import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { checkLayout } from './check-layout.ts';
import { readRepository } from './read-repository.ts';

function emptyRoot(context: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'sophia-layout-'));
  context.after(() => rmSync(root, { recursive: true }));
  return root;
}

test('this repository is laid out as it says', () => {
  assert.deepEqual(checkLayout(readRepository()), []);
});

test('a simulator has the files of its siblings, or a reason stands in the check', (context) => {
  const { files } = readRepository();
  const left = files.filter((file) => file !== 'simulators/openid/state.ts');
  const root = emptyRoot(context);
  const found = checkLayout({ root, files: left.filter((file) => !file.endsWith('AGENTS.md')) });
  assert.deepEqual(
    found.map(({ place, message }) => [place, /has no (\S+):/.exec(message)?.[1]]),
    [['simulators/openid/', 'state.ts']],
  );
  const needless = checkLayout({
    root,
    files: [...files.filter((file) => !file.endsWith('AGENTS.md')), 'simulators/models/inspector.ts'],
  });
  assert.match(needless[0]?.message ?? '', /take its exception out/);
});

test('a vendor, a door or a spec that is missing is named', (context) => {
  const found = checkLayout({
    root: emptyRoot(context),
    files: ['src/platform/clock/now.ts', 'src/integrations/near/index.ts', 'lint/rules/no-hurry.ts'],
  });
  assert.match(found[0]?.message ?? '', /no door/);
  assert.equal(found.filter(({ place }) => place === 'src/integrations/near/').length, 7);
  assert.match(found.at(-1)?.message ?? '', /spec beside it/);
});

test('a map of more than 100 lines is too long', (context) => {
  const root = emptyRoot(context);
  writeFileSync(join(root, 'AGENTS.md'), 'a line\n'.repeat(100));
  assert.deepEqual(checkLayout({ root, files: ['AGENTS.md'] }), []);
  writeFileSync(join(root, 'AGENTS.md'), 'a line\n'.repeat(101));
  assert.match(checkLayout({ root, files: ['AGENTS.md'] })[0]?.message ?? '', /100 lines at most, and this one 101/);
});
