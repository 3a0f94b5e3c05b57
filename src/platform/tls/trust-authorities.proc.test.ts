import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { makeCertificate } from '#test/make-certificate';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sophia-authorities-'));
const { certificate, key } = makeCertificate();
const file = join(folder, 'authority.pem');
writeFileSync(file, certificate);
const server = createServer({ cert: certificate, key }, (_request, response) => response.end('reached'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What a process says that trusts the authorities of the file, or only the usual ones. */
async function ask(authorities: string | null): Promise<string> {
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const script = `import { trustAuthorities } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    trustAuthorities(${JSON.stringify(authorities)});
    const said = await fetch('https://localhost:${address.port}/').then((answer) => answer.text(), ({ cause }) => cause.code);
    process.stdout.write(said);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout;
}

describe('an authority of the company', () => {
  it('is trusted by every request once it is named, and by none before', async () => {
    assert.equal(await ask(null), 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(await ask(file), 'reached');
  });
});
