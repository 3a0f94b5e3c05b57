import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { HealthReport } from '#contracts';
import { type CommandEnvironment, runCli } from '#surfaces/cli';
import type { CheckedVendor } from '../check-vendors.ts';

const since = '2026-09-14T15:00:00.000Z';
const hubspot: CheckedVendor = {
  name: 'HubSpot',
  state: 'on',
  simulated: false,
  reason: null,
  action: null,
  steps: [{ name: 'token', state: 'passed', detail: 'It is accepted.', action: null }],
};
const refused: CheckedVendor = {
  ...hubspot,
  steps: [{ name: 'token', state: 'failed', detail: 'It is not accepted.', action: 'Set another.' }],
};

/** `sophia doctor` of a server that says this of itself and of its vendors. */
async function doctor({
  state,
  vendor,
  argv = [],
}: {
  state: HealthReport['state'];
  vendor: CheckedVendor;
  argv?: string[];
}) {
  let output = '';
  const writable = new Writable({
    write: (chunk, _encoding, done) => {
      output += String(chunk);
      done();
    },
  });
  function unexpected(): never {
    throw new Error('This command must not ask for it.');
  }
  const dependencies = [{ name: 'database', state, since, reason: 'As it is.', action: null }];
  const environment: CommandEnvironment = {
    terminal: { input: Readable.from([]), output: writable, messages: writable, workingDirectory: '/', colors: false },
    config: unexpected,
    connect: async () => ({
      place: 'server',
      call: async (operation) =>
        z.any().parse(operation === 'health.check' ? { state, dependencies } : { connections: [vendor] }),
      close: async () => undefined,
    }),
    diagnose: unexpected,
    serve: unexpected,
    database: unexpected,
  };
  const code = await runCli({ argv: ['doctor', ...argv], environment, version: '1.2.3' });
  return { code, output };
}

describe('sophia doctor', () => {
  it('does not call Sophia healthy where a vendor does not prove its connection', async () => {
    const { code, output } = await doctor({ state: 'healthy', vendor: refused });
    assert.match(output, /^Sophia is degraded, asked of the running server\./);
    assert.match(output, /✗ HubSpot: 1 of 1 steps failed/);
    assert.equal(code, 3);
    const json = await doctor({ state: 'healthy', vendor: refused, argv: ['--json'] });
    assert.equal(z.looseObject({ state: z.string() }).parse(JSON.parse(json.output)).state, 'degraded');
  });

  it('ends well where everything answers, also while the example data comes in, and badly where Sophia cannot work', async () => {
    assert.equal((await doctor({ state: 'healthy', vendor: hubspot })).code, 0);
    const starting = await doctor({ state: 'starting', vendor: hubspot });
    assert.match(starting.output, /^Sophia is starting, /);
    assert.equal(starting.code, 0);
    const broken = await doctor({ state: 'unhealthy', vendor: refused });
    assert.match(broken.output, /^Sophia is unhealthy, /);
    assert.equal(broken.code, 1);
  });
});
