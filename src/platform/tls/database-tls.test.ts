import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseTls, isLoopback, mayBePlain } from './index.ts';

const nothing = { mode: null, rootCertificate: null, plainHosts: [] };

function read(databaseUrl: string, given: Partial<Parameters<typeof databaseTls>[0]> = {}) {
  return databaseTls({ ...nothing, databaseUrl, ...given });
}

describe('how a database is reached', () => {
  it('is plain on this machine, and verified elsewhere, where nothing is said', () => {
    for (const place of ['127.0.0.1:5432', 'localhost', '[::1]:5432', '127.9.9.9']) {
      const { security, isLocal, fault } = read(`postgres://sophia@${place}/sophia`);
      assert.deepEqual([security, isLocal, fault], ['plain', true, null], place);
    }
    const socket = read('postgres://%2Fvar%2Frun%2Fpostgresql/sophia');
    assert.deepEqual([socket.security, socket.isLocal, socket.fault], ['plain', true, null]);
    const remote = read('postgres://sophia@db.tidewater.example/sophia');
    assert.deepEqual([remote.security, remote.isLocal, remote.fault], ['verified', false, null]);
  });

  it('is what sslmode says, as PostgreSQL has it', () => {
    const url = 'postgres://db.tidewater.example/sophia?sslmode=';
    const root = { rootCertificate: '/etc/root.pem' };
    assert.equal(read(`${url}require`).security, 'encrypted');
    assert.equal(read(`${url}require`, root).security, 'authority');
    assert.equal(read(`${url}verify-ca`).security, 'authority');
    assert.equal(read(`${url}verify-full`).security, 'verified');
    assert.equal(read('postgres://db.tidewater.example/sophia', { mode: 'require' }).security, 'encrypted');
    const own = read(`${url}verify-full&sslrootcert=/a.pem&sslcert=/b.pem&sslkey=/c.key&application_name=x`, root);
    assert.deepEqual([own.rootCertificate, own.certificate, own.key], ['/a.pem', '/b.pem', '/c.key']);
    assert.equal(own.url, 'postgres://db.tidewater.example/sophia?application_name=x');
    assert.equal(read(`${url}verify-full&sslrootcert=system`).rootCertificate, null);
  });

  it('is refused where it could be plain and the server is elsewhere', () => {
    for (const mode of ['disable', 'allow', 'prefer']) {
      const { fault } = read(`postgres://db.tidewater.example/sophia?sslmode=${mode}`);
      assert.match(fault ?? '', /expected TLS to db\.tidewater\.example.*SOPHIA_PLAIN_HOSTS/);
    }
    assert.match(read('postgres://127.0.0.1/sophia?sslmode=perhaps').fault ?? '', /found "perhaps"/);
    assert.match(
      read('postgres://127.0.0.1/sophia?host=db.tidewater.example&sslmode=disable').fault ?? '',
      /db\.tidewater\.example/,
    );
  });

  it('may be plain where the host is named, with its port or without', () => {
    for (const plainHosts of [['postgres'], ['postgres:5433'], ['Postgres']]) {
      const { security, isLocal, fault } = read('postgres://sophia@postgres:5433/sophia', { plainHosts });
      assert.deepEqual([security, isLocal, fault], ['plain', false, null]);
    }
    assert.equal(read('postgres://postgres:5433/sophia', { plainHosts: ['postgres:5432'] }).security, 'verified');
  });

  it('keeps what else stands in the address', () => {
    const url = 'postgres://so%40phia:p%2Fw%3F@127.0.0.1:5432/sophia';
    assert.equal(read(`${url}?sslmode=disable`).url, url);
  });
});

describe('a host', () => {
  it('is this machine by its name alone', () => {
    assert.deepEqual(
      ['127.0.0.1', '::1', '[::1]', 'LOCALHOST', 'sophia.localhost'].map(isLoopback),
      Array(5).fill(true),
    );
    assert.deepEqual(
      ['127.0.0.1.example', 'localhost.example', '0.0.0.0', '10.0.0.1', '', '::2', '128.0.0.1'].map(isLoopback),
      Array(7).fill(false),
    );
    assert.equal(mayBePlain({ url: new URL('http://ollama:11434/v1'), plainHosts: ['ollama:11434'] }), true);
    assert.equal(mayBePlain({ url: new URL('http://ollama:11435/v1'), plainHosts: ['ollama:11434'] }), false);
  });
});
