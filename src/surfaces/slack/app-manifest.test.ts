import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { botEvents, slashCommands } from '#integrations/slack';
import { commands } from './commands/find-command.ts';
import { handledEvents } from './create-slack-listeners.ts';

describe('the manifest of the Slack app', () => {
  it('has the commands that Sophia answers, and no other', () => {
    const typed = new Set(commands.map(({ name }) => name.split(' ')[0]));
    assert.deepEqual([...typed].sort(), slashCommands.map(({ command }) => command).sort());
  });

  it('subscribes to the events that Sophia takes, and to no other', () => {
    const told = new Set(botEvents.map((event) => event.split('.')[0]));
    assert.deepEqual([...told].sort(), [...handledEvents].sort());
  });
});
