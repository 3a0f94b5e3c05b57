import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createSecureContext, TLSSocket } from 'node:tls';
import { SophiaError } from '#platform/errors';
import { makeCertificate } from '#test/make-certificate';
import { openDatabase } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sophia-tls-'));
const { certificate, key } = makeCertificate();
const authority = join(folder, 'authority.pem');
writeFileSync(authority, certificate);
const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true })];
after(async () => {
  for (const close of closing) await close();
});

/** How a server refuses: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function refusal(): Buffer {
  const fields = Buffer.from('SFATAL\0C28000\0Mno entry for sophia\0\0');
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from('E'), length, fields]);
}

/** Speaks the beginning of the protocol: takes TLS where it is asked for and can, then lets nobody in. */
async function startServer({ speaksTls }: { speaksTls: boolean }): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      const asksForTls = first.length === 8 && first.readInt32BE(4) === 80877103;
      seen.push(asksForTls ? 'asked for TLS' : 'plain');
      if (!asksForTls) return void socket.end(refusal());
      if (!speaksTls) return void socket.write('N');
      socket.write('S');
      const secure = new TLSSocket(socket, {
        isServer: true,
        secureContext: createSecureContext({ cert: certificate, key }),
      });
      secure.on('error', () => undefined);
      secure.once('data', () => {
        seen.push('encrypted');
        secure.end(refusal());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { port: address.port, seen };
}

async function messageOf(databaseUrl: string): Promise<string> {
  const failure: unknown = await openDatabase({ databaseUrl, dataDirectory: '' }).then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof SophiaError, String(failure));
  return `${failure.code}: ${failure.message}`;
}

describe('a PostgreSQL server', () => {
  it('is spoken to over TLS with a certificate that is vouched for, and told nothing otherwise', async () => {
    const { port, seen } = await startServer({ speaksTls: true });
    const url = `postgres://sophia:hidden@localhost:${port}/sophia?sslmode=`;
    assert.match(await messageOf(`${url}verify-full&sslrootcert=${authority}`), /db\.unreachable.*no entry for sophia/);
    assert.match(await messageOf(`${url}require`), /no entry for sophia/);
    assert.deepEqual(seen, ['asked for TLS', 'encrypted', 'asked for TLS', 'encrypted']);
    seen.length = 0;
    assert.match(await messageOf(`${url}verify-full`), /db\.unreachable.*PGSSLROOTCERT/s);
    const elsewhere = url.replace('localhost', '127.0.0.1');
    assert.match(
      await messageOf(`${elsewhere}verify-full&sslrootcert=${authority}`),
      /db\.unreachable.*PGSSLROOTCERT/s,
    );
    assert.match(await messageOf(`${elsewhere}verify-ca&sslrootcert=${authority}`), /no entry for sophia/);
    assert.deepEqual(seen.slice(0, 2), ['asked for TLS', 'asked for TLS']);
  });

  it('that speaks no TLS is told nothing where TLS is asked for, and what to do is said', async () => {
    const { port, seen } = await startServer({ speaksTls: false });
    const message = await messageOf(`postgres://sophia@localhost:${port}/sophia?sslmode=verify-full`);
    assert.match(message, /does not support SSL.*SOPHIA_PLAIN_HOSTS/s);
    assert.deepEqual(seen, ['asked for TLS']);
    await messageOf(`postgres://sophia@localhost:${port}/sophia`);
    assert.deepEqual(seen, ['asked for TLS', 'plain']);
  });

  it('elsewhere is not asked at all without TLS', async () => {
    const message = await messageOf('postgres://sophia@db.tidewater.example/sophia?sslmode=disable');
    assert.match(message, /^db\.not-encrypted: .*expected TLS to db\.tidewater\.example/);
  });
});
