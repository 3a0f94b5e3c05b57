import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { assertPortFree } from './assert-port-free.ts';
import { simulatorsFailed } from './start-simulators.ts';

describe('a port', () => {
  it('that another program has is said with the setting, and one that is free is left free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const place = { host: '127.0.0.1', port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
    const refusal = { code: 'port.in-use', message: /^Expected port \d+ of 127\.0\.0\.1 \(SOPHIA_PORT\) to be free/ };
    await assert.rejects(assertPortFree(place), refusal);
    other.close();
    await once(other, 'close');
    await assertPortFree(place);
    await assertPortFree(place);
  });

  it('of the simulated vendors is said with theirs, without the options of their program', () => {
    const { code, message } = simulatorsFailed('Error: Port 9173 is in use on 127.0.0.1: name another, --slack-port.');
    assert.equal(code, 'port.in-use');
    assert.equal(
      message,
      'Expected port 9173 of 127.0.0.1 to be free for the simulated vendors (SOPHIA_SIMULATOR_PORT), found another program on it.',
    );
    assert.match(simulatorsFailed('').message, /Expected the simulators to start, found: nothing/);
  });
});
