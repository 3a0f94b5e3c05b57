import assert from 'node:assert/strict';
import type { Outbound } from '#platform/outbound';

/** For a test in which no address of a user is asked. */
export const noOutbound: Outbound = {
  assertAllowed: () => assert.fail('no address is asked'),
  post: async () => assert.fail('no address is asked'),
};
