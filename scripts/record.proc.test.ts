import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';

for (const [name, settings] of [
  ['no key is set', { OPENAI_API_KEY: '' }],
  ['the only model is a simulator', { OPENAI_API_KEY: 'sk-simulator', OPENAI_BASE_URL: 'http://127.0.0.1:8104/v1' }],
] as const) {
  it(`records nothing and says so plainly where ${name}`, async () => {
    const unset = { ANTHROPIC_API_KEY: '', SOPHIA_MODELS: '', SOPHIA_MODEL_BASE_URL: '', OPENAI_BASE_URL: '' };
    const env = { ...process.env, ...unset, ...settings };
    const { code, said } = await new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = execFile(process.execPath, [join(import.meta.dirname, 'record.ts')], { env }, (_error, ...output) =>
        resolve({ code: child.exitCode, said: output.join('') }),
      );
    });
    assert.equal(code, 1);
    assert.match(said, /Nothing was recorded: no key of a model provider is set/u);
  });
}
