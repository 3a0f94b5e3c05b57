import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadConfig } from '#config';
import { createFixedClock } from '#platform/clock';
import { createHttpClient } from '#platform/http-client';
import { halfSetVendors } from './half-set-vendors.ts';
import { openConnections } from './open-connections.ts';
import { workspaceIds } from './workspace-ids.ts';

const clock = createFixedClock(new Date('2026-09-14T15:00:00Z'));

function linesOf(environment: Record<string, string>): string[] {
  const config = loadConfig({ environment, envFile: null });
  const httpClient = createHttpClient({ clock, random: () => 0 });
  const connectionsOf = openConnections({ config, httpClient, clock, simulated: null, limits: 'kept' });
  return halfSetVendors(connectionsOf(workspaceIds.main));
}

describe('credentials of a vendor of which some are missing', () => {
  it('are named with what is missing', () => {
    const [gong, ...more] = linesOf({ GONG_ACCESS_KEY: 'key' });
    assert.match(gong ?? '', /^! Gong is not connected: GONG_ACCESS_KEY_SECRET is not set\. Set GONG_ACCESS_KEY and/);
    assert.deepEqual(more, []);
    assert.match(linesOf({ HUBSPOT_CLIENT_ID: 'id' }).join(), /HUBSPOT_CLIENT_SECRET and HUBSPOT_REFRESH_TOKEN/);
    assert.match(linesOf({ SLACK_SIGNING_SECRET: 'secret' }).join(), /SLACK_BOT_TOKEN is not set/);
  });

  it('are no matter where none or all are set', () => {
    assert.deepEqual(linesOf({}), []);
    assert.deepEqual(linesOf({ GONG_ACCESS_KEY: 'key', GONG_ACCESS_KEY_SECRET: 'secret' }), []);
  });
});
