import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { runCommand } from '#test/run-command';

const Settings = z.object({ settings: z.object({ socket_mode_enabled: z.boolean() }) });

describe('sophia setup slack', () => {
  it('prints nothing but the manifest, and says beside it what comes next', async () => {
    const { code, output, messages, asked } = await runCommand(['setup', 'slack'], null);
    assert.equal(code, 0);
    assert.equal(Settings.parse(JSON.parse(output)).settings.socket_mode_enabled, true);
    assert.match(messages, /SLACK_BOT_TOKEN and SLACK_APP_TOKEN .*sophia doctor/u);
    assert.deepEqual(asked, [], 'it needs no Sophia that runs');
  });
});
