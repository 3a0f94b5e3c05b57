import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseEnv } from 'node:util';
import { SophiaError } from '#platform/errors';
import { renderEnvExample } from './env-example.ts';
import { type Config, type Environment, loadConfig, repositoryRoot } from './load-config.ts';

function load(environment: Environment): Config {
  return loadConfig({ environment, envFile: null });
}

function faultsOf(environment: Environment): string {
  try {
    load(environment);
  } catch (error) {
    assert.ok(error instanceof SophiaError);
    assert.equal(error.code, 'config.invalid');
    return error.message;
  }
  return assert.fail('the settings should have been refused');
}

test('with no setting at all everything runs on this machine', () => {
  const config = load({});
  assert.equal(config.databaseUrl, null);
  assert.equal(config.redisUrl, null);
  assert.equal(config.home, join(repositoryRoot, '.sophia'));
  assert.deepEqual(config.server, { host: '127.0.0.1', port: 8000 });
  assert.deepEqual(config.models.chain, []);
  assert.equal(config.models.budgetMicroUsd, 10_000_000);
  assert.equal(config.models.timeoutSeconds, 180);
  assert.deepEqual(config.models.mask, ['secret', 'card', 'ssn', 'bank', 'passport', 'license']);
  assert.ok(config.threads >= 1);
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.models.openai));
});

test('what is masked is chosen by kind, all or none', () => {
  assert.deepEqual(load({ SOPHIA_MASK: 'Phone, card' }).models.mask, ['card', 'phone']);
  assert.deepEqual(load({ SOPHIA_MASK: 'none' }).models.mask, []);
  assert.ok(load({ SOPHIA_MASK: 'all' }).models.mask.includes('person'));
  assert.match(
    faultsOf({ SOPHIA_MASK: 'card, cats' }),
    /SOPHIA_MASK: expected all, none, or some of secret, card, ssn/,
  );
});

test('every fault is reported at once, each with what to do', () => {
  const message = faultsOf({
    SOPHIA_PORT: '80a',
    SOPHIA_HOST: '0.0.0.0',
    SOPHIA_TIME_ZONE: 'Mars/Olympus',
    SOPHIA_CURRENCY: 'DOLLARS',
    SOPHIA_LOGLEVEL: 'debug',
    DATABASE_URL: 'postgres://one:pw1@a.example/x',
    POSTGRES_URL: 'postgres://two:pw2@b.example/x',
    HUBSPOT_API_KEY: 'abc',
    GONG_API_KEY: 'abc',
  });
  assert.match(message, /^8 settings cannot be used:/);
  assert.match(message, /SOPHIA_PORT: expected a whole number from 0 to 65535; found "80a"/);
  assert.match(message, /SOPHIA_HOST: .*the server listens on loopback only, behind a proxy with TLS; found "0.0.0.0"/);
  assert.match(message, /SOPHIA_TIME_ZONE: expected an IANA time zone/);
  assert.match(message, /SOPHIA_CURRENCY: expected an ISO 4217 code/);
  assert.match(message, /SOPHIA_LOGLEVEL: there is no such setting\. Did you mean SOPHIA_LOG_LEVEL\?/);
  assert.match(message, /DATABASE_URL and POSTGRES_URL: .*two different addresses/);
  assert.match(message, /HUBSPOT_API_KEY: .*set HUBSPOT_ACCESS_TOKEN/);
  assert.match(message, /GONG_API_KEY: .*GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET/);
  assert.doesNotMatch(message, /pw1|pw2/);
});

test('a secret that has the wrong form is not shown', () => {
  const message = faultsOf({ DATABASE_URL: 'mysql://root:hunter22@db.example' });
  assert.match(message, /DATABASE_URL: expected an address that begins with postgres/);
  assert.doesNotMatch(message, /hunter22/);
});

test('a retired setting does no harm beside the one that replaced it', () => {
  assert.doesNotThrow(() => load({ HUBSPOT_API_KEY: 'old', HUBSPOT_ACCESS_TOKEN: 'new' }));
});

test('POSTGRES_URL is another name for DATABASE_URL', () => {
  const address = 'postgres://sophia@db.example/app';
  assert.equal(load({ POSTGRES_URL: address }).databaseUrl, address);
  assert.equal(load({ POSTGRES_URL: address, DATABASE_URL: address }).databaseUrl, address);
});

test('a fallback chain keeps its order and colons inside a model name', () => {
  const config = load({
    SOPHIA_MODELS: 'anthropic:claude-x, compatible:llama3:8b',
    ANTHROPIC_API_KEY: 'key',
    SOPHIA_MODEL_BASE_URL: 'http://127.0.0.1:11434/v1',
    SOPHIA_MODEL_HEADERS: 'x-portkey-provider=openai, x-trace=a=b',
    SOPHIA_MODEL_BUDGET_USD: '2.50',
    SOPHIA_MODEL_TIMEOUT_SECONDS: '30',
  });
  assert.deepEqual(config.models.chain, [
    { provider: 'anthropic', model: 'claude-x' },
    { provider: 'compatible', model: 'llama3:8b' },
  ]);
  assert.deepEqual(config.models.compatible, {
    apiKey: null,
    baseUrl: 'http://127.0.0.1:11434/v1',
    headers: { 'x-portkey-provider': 'openai', 'x-trace': 'a=b' },
  });
  assert.equal(config.models.budgetMicroUsd, 2_500_000);
  assert.equal(config.models.timeoutSeconds, 30);
});

test('headers may be JSON, and anything else is refused without being shown', () => {
  const config = load({ SOPHIA_MODEL_HEADERS: '{"x-list": "a,b"}' });
  assert.deepEqual(config.models.compatible.headers, { 'x-list': 'a,b' });
  assert.match(faultsOf({ SOPHIA_MODEL_HEADERS: '{broken' }), /SOPHIA_MODEL_HEADERS: expected headers/);
});

test('a model without what its provider needs is a fault, and a wrong provider too', () => {
  assert.match(faultsOf({ SOPHIA_MODELS: 'openai:gpt-x' }), /needs OPENAI_API_KEY; found none/);
  assert.match(faultsOf({ SOPHIA_MODELS: 'compatible:x' }), /needs SOPHIA_MODEL_BASE_URL/);
  assert.match(faultsOf({ SOPHIA_MODELS: 'gpt-x' }), /expected models as provider:model/);
});

test('an address of a model that nothing asks is a fault that says what to do', () => {
  const address = { SOPHIA_MODEL_BASE_URL: 'http://127.0.0.1:11434/v1' };
  assert.match(
    faultsOf(address),
    /SOPHIA_MODEL_BASE_URL: expected a model that is asked there.*found none\. Set for example SOPHIA_MODELS=compatible:/,
  );
  load({ ...address, SOPHIA_MODELS: 'openai:gpt-x', OPENAI_API_KEY: 'a' });
  load({ ...address, SOPHIA_EMBEDDING_MODEL: 'compatible:nomic-embed-text', SOPHIA_EMBEDDING_DIMENSIONS: '768' });
});

test('a misspelled name of a vendor’s setting is a fault, and what only looks a little like one is none', () => {
  const misspelled = {
    GONG_ACCES_KEY: 'GONG_ACCESS_KEY',
    HUBSPOT_ACESS_TOKEN: 'HUBSPOT_ACCESS_TOKEN',
    SLACK_BOT_TOKN: 'SLACK_BOT_TOKEN',
    OPENAI_API_KY: 'OPENAI_API_KEY',
    ANTHROPIC_APIKEY: 'ANTHROPIC_API_KEY',
  };
  const message = faultsOf(Object.fromEntries(Object.keys(misspelled).map((name) => [name, 'hunter22'])));
  for (const [name, meant] of Object.entries(misspelled)) {
    assert.ok(message.includes(`${name}: there is no such setting. Did you mean ${meant}?`), name);
  }
  assert.doesNotMatch(message, /hunter22/);
  load({ OPENAI_ORG_ID: 'a', OPENAI_API_BASE: 'b', SLACK_CHANNEL_X: 'c', SLACK_USER_TOKEN: 'd', HUBSPOT_ID: 'e' });
  load({ OPENAI_API_KEY: 'a', OPENAI_API_KEY2: 'b' });
  load({ SLACK_API_TOKEN: 'a', OPENAI_API_KEY_2: 'b', OPENAI_API_KEYS: 'c', WEAVIATE_URI: 'd', SLACK_TOKEN: 'e' });
});

test('a key alone gives a chain of that provider', () => {
  const providers = load({ OPENAI_API_KEY: 'a', ANTHROPIC_API_KEY: 'b' }).models.chain.map(({ provider }) => provider);
  assert.deepEqual(providers, ['anthropic', 'openai']);
});

test('.env is read, the environment goes before it, and an empty value means unset', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'sophia-config-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const envFile = join(folder, '.env');
  writeFileSync(envFile, 'SOPHIA_PORT=9000\nSOPHIA_CURRENCY="EUR"\nREDIS_URL=\nSOPHIA_LEASE_SECONDS=5\n');
  const config = loadConfig({ environment: { SOPHIA_PORT: '9001', SOPHIA_LEASE_SECONDS: '' }, envFile });
  assert.equal(config.server.port, 9001);
  assert.equal(config.currency, 'EUR');
  assert.equal(config.redisUrl, null);
  assert.equal(config.leaseSeconds, 20);
  assert.equal(loadConfig({ environment: {}, envFile: join(folder, 'absent') }).server.port, 8000);
});

test('every example in .env.example is a value that the setting takes', () => {
  const uncommented = renderEnvExample().replace(/^# ([A-Z_]+=)/gm, '$1');
  const settings = parseEnv(uncommented);
  assert.ok(Object.keys(settings).length > 20);
  const client = { SOPHIA_OIDC_CLIENT_ID: 'sophia', SOPHIA_OIDC_CLIENT_SECRET: 'secret' };
  const models = { SOPHIA_MODELS: `${settings['SOPHIA_MODELS']}, compatible:llama3.1` };
  const withKeys = { ...settings, ...models, ...client, OPENAI_API_KEY: 'key', ANTHROPIC_API_KEY: 'key' };
  assert.equal(load(withKeys).internalDomains[0], 'tidewater-ledger.example');
});

test('every section stands once in .env.example', () => {
  const sections = [...renderEnvExample().matchAll(/^## (.+)$/gm)].map(([, section]) => section);
  assert.ok(sections.length > 8);
  assert.deepEqual([...new Set(sections)], sections);
});

test('a provider that people sign in with needs all three settings, and TLS where it is not on this machine', () => {
  const all = {
    SOPHIA_OIDC_ISSUER: 'https://id.tidewater.example',
    SOPHIA_OIDC_CLIENT_ID: 'sophia',
    SOPHIA_OIDC_CLIENT_SECRET: 'hidden',
  };
  const expected = { issuer: all.SOPHIA_OIDC_ISSUER, clientId: 'sophia', clientSecret: 'hidden', newcomers: null };
  assert.deepEqual(load(all).openid, expected);
  assert.equal(load({}).openid, null);
  assert.equal(load({ ...all, SOPHIA_OIDC_ISSUER: 'http://127.0.0.1:8105' }).openid?.issuer, 'http://127.0.0.1:8105');
  for (const issuer of ['http://id.tidewater.example', 'https://id.tidewater.example/?a=b', 'id.tidewater.example']) {
    assert.throws(() => load({ ...all, SOPHIA_OIDC_ISSUER: issuer }), {
      message: /SOPHIA_OIDC_ISSUER: expected an https/,
    });
  }
  const { SOPHIA_OIDC_CLIENT_SECRET: _left, ...two } = all;
  assert.throws(() => load(two), { message: /SOPHIA_OIDC_CLIENT_SECRET: expected it beside SOPHIA_OIDC_ISSUER and/ });
});

test('who comes without an invitation needs domains and a role, which is no administrator, and a provider', () => {
  const provider = {
    SOPHIA_OIDC_ISSUER: 'https://id.tidewater.example',
    SOPHIA_OIDC_CLIENT_ID: 'sophia',
    SOPHIA_OIDC_CLIENT_SECRET: 'hidden',
  };
  const newcomers = { SOPHIA_OIDC_DOMAINS: '@Tidewater.example, tw.example', SOPHIA_OIDC_ROLE: 'Representative' };
  assert.deepEqual(load({ ...provider, ...newcomers }).openid?.newcomers, {
    domains: ['tidewater.example', 'tw.example'],
    role: 'representative',
  });
  const { SOPHIA_OIDC_ROLE: _role, ...domainsAlone } = newcomers;
  const { SOPHIA_OIDC_DOMAINS: _domains, ...roleAlone } = newcomers;
  for (const [given, message] of [
    [{ ...provider, ...domainsAlone }, /SOPHIA_OIDC_ROLE: expected it beside SOPHIA_OIDC_DOMAINS/],
    [{ ...provider, ...roleAlone }, /SOPHIA_OIDC_DOMAINS: expected it beside SOPHIA_OIDC_ROLE/],
    [newcomers, /SOPHIA_OIDC_ISSUER: expected it beside SOPHIA_OIDC_DOMAINS and SOPHIA_OIDC_ROLE/],
    [{ ...provider, ...newcomers, SOPHIA_OIDC_ROLE: 'administrator' }, /SOPHIA_OIDC_ROLE: expected one of revenue/],
  ] as const) {
    assert.throws(() => load(given), { message });
  }
});
