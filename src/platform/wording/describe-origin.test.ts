import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeOrigin } from './describe-origin.ts';

describe('where a record says that an act came from', () => {
  it('is its address where it came over the network, whoever acted', () => {
    const actor = { type: 'user', userId: 'usr_1', email: 'maya@tidewater.example' };
    assert.equal(describeOrigin({ actor, ipAddress: '203.0.113.7' }), '203.0.113.7');
  });

  it('is otherwise what it came by, and this machine only for its operator', () => {
    const told = [
      [{ type: 'operator', name: 'ada' }, 'this machine'],
      [{ type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null }, 'Slack'],
      [{ type: 'webhook', source: 'hubspot' }, 'a webhook of HubSpot'],
      [{ type: 'webhook', source: 'billing' }, 'a webhook of billing'],
      [{ type: 'schedule', name: 'sync-crm' }, 'the schedule sync-crm'],
      [{ type: 'system', component: 'matching' }, 'Sophia itself'],
      [{ type: 'user', userId: 'usr_1', name: 'Maya' }, 'Slack, or work that was begun for them'],
      [{ type: 'somebody' }, 'not known'],
      [null, 'not known'],
    ] as const;
    for (const [actor, words] of told) assert.equal(describeOrigin({ actor, ipAddress: null }), words);
  });
});
