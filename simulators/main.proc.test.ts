import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { z } from 'zod';

const Urls = z.object({
  overview: z.url(),
  gong: z.url(),
  hubspot: z.url(),
  models: z.url(),
  openid: z.url(),
  pinecone: z.url(),
  weaviate: z.url(),
});
const anyPort = ['overview', 'gong', 'hubspot', 'slack', 'models', 'openid', 'pinecone', 'weaviate'].flatMap((name) => [
  `--${name}-port`,
  '0',
]);
const small = [...anyPort, '--size', 'small'];

it('starts every simulator, says where, and ends on SIGTERM with its state kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulators-'));
  const child = start([...small, '--state', folder, '--sophia-url', 'http://127.0.0.1:9/']);
  try {
    const urls = await read(child);
    for (const url of Object.values(urls)) assert.equal((await fetch(`${url}/_control/health`)).status, 200);
    const overview = await (await fetch(urls.overview)).text();
    assert.ok(overview.includes(`href="${urls.gong}/"`));
    const webhooks = await (await fetch(`${urls.gong}/_control/webhooks`)).text();
    assert.match(webhooks, /"default":"http:\/\/127\.0\.0\.1:9\/webhooks\/gong"/);
    await fetch(`${urls.gong}/_control/calls/next`, { method: 'POST' });
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    assert.match(await readFile(join(folder, 'gong.json'), 'utf8'), /8100000000000000004/);
    assert.match(await readFile(join(folder, 'world.json'), 'utf8'), /"seed":"small"/);
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
});

it('ends with its parent', async () => {
  const child = start([...small, '--with-parent']);
  try {
    await read(child);
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
    child.stdin?.end();
    assert.deepEqual(await ended, [0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

it('says in a sentence what it cannot do', async () => {
  for (const [words, code, sentence] of [
    [['--gong-port', 'many'], 2, /--gong-port: /],
    [['--colour', 'red'], 2, /--colour/],
    [[...anyPort, '--world', 'nowhere.json'], 1, /Expected a world in nowhere\.json/],
  ] as const) {
    const child = start([...words]);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    assert.deepEqual(await once(child, 'close', { signal: AbortSignal.timeout(20_000) }), [code, null]);
    assert.match(said, sentence);
  }
});

function start(words: string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
}

async function read({ stdout }: ChildProcess): Promise<z.infer<typeof Urls>> {
  assert.ok(stdout !== null);
  const [line] = await once(stdout, 'data', { signal: AbortSignal.timeout(20_000) });
  return Urls.parse(JSON.parse(String(line)));
}
