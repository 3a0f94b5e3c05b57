import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';

it('loads where the addresses of the vendors are set and empty, as containers set them', async () => {
  const env = { ...process.env, OPENAI_BASE_URL: '', ANTHROPIC_BASE_URL: '', AI_GATEWAY_BASE_URL: '' };
  const file = JSON.stringify(join(import.meta.dirname, 'ask-chain.ts'));
  const script = `const { askChain } = await import(${file}); process.stdout.write(typeof askChain);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  assert.equal(stdout, 'function');
});
