import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

describe('sophia users invite', () => {
  it('gives a link to the server that made it, wherever that listens', async () => {
    const made = { userId: 'usr_1', token: 'welcome_x', expiresAt: '2026-09-21T15:00:00.000Z' };
    const argv = ['users', 'invite', 'rosa@tidewater.example', '--name', 'Rosa', '--role', 'executive'];
    const { output } = await runCommand(argv, { ...made, origin: 'http://127.0.0.1:8900' });
    assert.equal(output.trim(), 'http://127.0.0.1:8900/welcome/welcome_x');
  });
});
