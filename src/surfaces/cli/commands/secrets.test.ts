import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const rotate = ['secrets', 'rotate'];
const done = { place: 'file', sealed: 3, unreadable: 0, droppedKeys: 1, keys: 1 };

describe('sophia secrets rotate', () => {
  it('says how much was encrypted anew, and what a backup needs', async () => {
    const { code, messages, asked } = await runCommand(rotate, done);
    assert.equal(code, 0);
    assert.match(messages, /A new key is in use: 3 secrets encrypted anew\.\n1 older key forgotten\. A backup/);
    assert.deepEqual(asked, [['secrets.rotate', {}]]);
    const json = await runCommand([...rotate, '--format', 'json'], done);
    assert.deepEqual(JSON.parse(json.output), done);
  });

  it('says what is left to do where the keys are a setting, and what cannot be read', async () => {
    const setting = await runCommand(rotate, { ...done, place: 'setting', droppedKeys: 0, keys: 2 });
    assert.match(setting.messages, /take them out of SOPHIA_SECRET_KEY/);
    const unreadable = await runCommand(rotate, { ...done, unreadable: 2 });
    assert.match(unreadable.messages, /2 secrets cannot be read.*sophia webhooks rotate ID/);
    const busy = await runCommand(rotate, { ...done, droppedKeys: 0, keys: 2 });
    assert.match(busy.messages, /The key before stays until nothing needs it/);
  });
});
