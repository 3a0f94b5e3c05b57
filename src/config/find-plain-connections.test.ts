import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeCertificate } from '#test/make-certificate';
import { loadConfig } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sophia-config-'));
after(() => rmSync(folder, { recursive: true }));
const authority = join(folder, 'authority.pem');
writeFileSync(authority, makeCertificate().certificate);

function load(environment: Record<string, string>) {
  return loadConfig({ environment, envFile: null });
}

describe('connections without TLS', () => {
  it('are refused to every host that is not this machine, all at once', () => {
    const plain = {
      DATABASE_URL: 'postgres://sophia:hidden@db.tidewater.example/sophia?sslmode=disable',
      REDIS_URL: 'redis://cache.tidewater.example:6379',
      GONG_BASE_URL: 'http://gong.tidewater.example',
      SOPHIA_MODEL_BASE_URL: 'http://10.0.0.4:11434/v1',
      WEAVIATE_URL: 'http://weaviate.tidewater.example',
      PINECONE_CONTROLLER_HOST: 'http://pinecone.tidewater.example',
    };
    assert.throws(
      () => load(plain),
      (error: Error) => {
        for (const setting of Object.keys(plain)) assert.match(error.message, new RegExp(`- ${setting}: expected`));
        assert.match(error.message, /SOPHIA_PLAIN_HOSTS/);
        assert.doesNotMatch(error.message, /hidden/);
        return true;
      },
    );
  });

  it('are allowed to this machine, and to hosts that are named', () => {
    const here = {
      DATABASE_URL: 'postgres://sophia@127.0.0.1/sophia',
      REDIS_URL: 'redis://[::1]:6379',
      SLACK_BASE_URL: 'http://localhost:8103/api',
    };
    assert.equal(load(here).databaseTls?.security, 'plain');
    const named = {
      DATABASE_URL: 'postgres://sophia@postgres:5432/sophia',
      SOPHIA_MODEL_BASE_URL: 'http://ollama:11434/v1',
      SOPHIA_MODELS: 'compatible:llama3.1',
      SOPHIA_PLAIN_HOSTS: 'postgres:5432, ollama',
    };
    assert.deepEqual(load(named).plainHosts, ['postgres:5432', 'ollama']);
    assert.equal(load(named).databaseTls?.security, 'plain');
  });

  it('are never a database elsewhere of which nothing is said', () => {
    const config = load({ DATABASE_URL: 'postgres://db.tidewater.example/sophia', PGSSLROOTCERT: authority });
    assert.deepEqual([config.databaseTls?.security, config.databaseTls?.rootCertificate], ['verified', authority]);
    const weaker = load({ DATABASE_URL: 'postgres://db.tidewater.example/sophia', PGSSLMODE: 'require' });
    assert.equal(weaker.databaseTls?.security, 'encrypted');
  });

  it('are not made safe by a file without certificates', () => {
    const empty = join(folder, 'empty.pem');
    writeFileSync(empty, 'nothing');
    for (const file of [empty, join(folder, 'missing.pem')]) {
      assert.throws(() => load({ SOPHIA_CA_FILE: file }), /SOPHIA_CA_FILE: expected a file with certificates/);
    }
    assert.equal(load({ SOPHIA_CA_FILE: authority }).authoritiesFile, authority);
  });
});
