import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import plugin from './index.ts';

const Settings = z.record(z.string(), z.unknown());
const LintConfig = z.object({ rules: Settings, overrides: z.array(z.object({ rules: Settings })) });

test('the plugin has every rule of the folder, and the configuration switches each of them on', () => {
  const folder = join(import.meta.dirname, 'rules');
  const files = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'));
  assert.deepEqual(Object.keys(plugin.rules).sort(), files.map((name) => name.replace(/\.ts$/, '')).sort());
  const text = readFileSync(join(import.meta.dirname, '..', '.oxlintrc.json'), 'utf8');
  const config = LintConfig.parse(JSON.parse(text));
  const switchedOn = [config, ...config.overrides].flatMap(({ rules }) =>
    Object.entries(rules).filter(([, setting]) => setting === 'error'),
  );
  const names = new Set(switchedOn.map(([name]) => name));
  for (const rule of Object.keys(plugin.rules)) {
    assert.ok(names.has(`sophia/${rule}`), `sophia/${rule} is never switched on`);
  }
});
