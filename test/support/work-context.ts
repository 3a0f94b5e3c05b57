import assert from 'node:assert/strict';
import type { WorkContext } from '#workflows';
import type { ChangeTestContext } from './change-world.ts';
import { createMemoryChat, type MemoryChat } from './memory-chat.ts';
import { noOutbound } from './no-outbound.ts';
import { noTriggers } from './no-triggers.ts';
import { createTestSecretBox } from './test-secret-box.ts';

/** The context of a world of changes with all else that work may need: a chat in memory, and nothing that analyzes. */
export function workContextOf(ctx: ChangeTestContext): { ctx: WorkContext & ChangeTestContext; chat: MemoryChat } {
  const chat = createMemoryChat();
  const readers = {
    accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
    loadView: async () => null,
  };
  return {
    chat,
    ctx: {
      ...ctx,
      connections: { ...ctx.connections, chat: { state: 'on', client: chat, simulated: true } },
      notify: { readers, defaultChannel: null, dryRun: false },
      outbound: noOutbound,
      triggerFile: noTriggers,
      secretBox: createTestSecretBox(),
      threads: { run: async () => assert.fail('nothing is analyzed'), close: async () => undefined },
      models: { state: 'off', reason: 'A test without models.' },
    },
  };
}
