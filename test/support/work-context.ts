import assert from 'node:assert/strict';
import type { ConnectedContext } from '#platform/context';
import type { WorkContext } from '#workflows';
import { shippedPolicy, shippedPolicyPlace } from './change-world.ts';
import { createMemoryChat, type MemoryChat } from './memory-chat.ts';
import { noOutbound } from './no-outbound.ts';
import { noTriggers } from './no-triggers.ts';
import { createTestSecretBox } from './test-secret-box.ts';

/** What work needs beside its database and its vendors, where nothing is analyzed and no model is asked. */
export const quietWork = {
  policy: shippedPolicy,
  policyPlace: shippedPolicyPlace,
  triggerFile: noTriggers,
  dryRun: false,
  outbound: noOutbound,
  secretBox: createTestSecretBox(),
  threads: { run: async () => assert.fail('nothing is analyzed'), close: async () => undefined },
  models: { state: 'off', reason: 'A test without models.' },
} as const;

/** A context with all else that work may need: a chat in memory, and nothing that analyzes. */
export function workContextOf<Context extends ConnectedContext>(
  ctx: Context,
): { ctx: WorkContext & Context; chat: MemoryChat } {
  const chat = createMemoryChat();
  const readers = {
    accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
    loadView: async () => null,
  };
  return {
    chat,
    ctx: {
      ...quietWork,
      ...ctx,
      connections: { ...ctx.connections, chat: { state: 'on', client: chat, simulated: true } },
      notify: { readers, defaultChannel: null, dryRun: false },
    },
  };
}
