import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Role } from '#contracts';
import type { Actor, Grant } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { createTestContext } from '#test/test-context';
import { type Action, actions, authorise, boundedActions, law, permissionOf } from './index.ts';

const person = { type: 'user', userId: 'usr_1', name: 'Maya', email: 'maya@tidewater.example' } as const;

function user(grant: Partial<Grant>): Extract<Actor, { type: 'user' }> {
  const { sees } = law[grant.role ?? 'administrator'];
  const seesOnly = sees === 'everything' ? null : [person.email];
  return { ...person, credentialId: 'ses_1', grant: { role: 'administrator', scopes: null, seesOnly, ...grant } };
}

function allowed(actor: Actor): Set<Action> {
  const ctx = createTestContext({ actor });
  return new Set(
    actions.filter((action) => {
      try {
        authorise({ ctx, action, resource: { type: 'call', id: 'call_1' } });
        return true;
      } catch (error) {
        assert.ok(error instanceof SophiaError && error.code === 'access.denied');
        return false;
      }
    }),
  );
}

describe('the law', () => {
  it('withholds nothing from whoever may read the inbox, where events stand as vendors have sent them', () => {
    for (const role of Role.options.filter((each) => allowed(user({ role: each })).has('inbox.read'))) {
      assert.deepEqual(law[role].withheld, [], role);
    }
    assert.ok(law.agent.may !== 'everything' && !law.agent.may.includes('inbox.read'));
  });

  it('lets administrators do everything and appoint, and nobody else appoint', () => {
    assert.equal(allowed(user({ role: 'administrator' })).size, actions.length);
    for (const role of Role.options.filter((each) => each !== 'administrator')) {
      const may = allowed(user({ role }));
      for (const action of ['user.manage', 'service_key.manage', 'audit.read'] as const) {
        assert.ok(!may.has(action), `${role} ${action}`);
      }
    }
  });

  it('gives a role that sees only a part no action that shows the whole', () => {
    for (const role of ['manager', 'representative'] as const) {
      const { may } = law[role];
      assert.ok(may !== 'everything');
      for (const action of may) assert.ok(boundedActions.has(action), `${role} ${action}`);
      assert.ok(!allowed(user({ role })).has('channel.read'));
    }
  });

  it('lets those who see a part read, ask about and decide on it, and not on the whole', () => {
    for (const role of ['manager', 'representative'] as const) {
      const may = allowed(user({ role }));
      for (const action of [
        'commitment.read',
        'warning.read',
        'contradiction.read',
        'change_set.read',
        'change_set.decide',
        'change_set.undo',
        'search.run',
        'assistant.ask',
        'ledger.read',
        'duplicate.read',
        'event.read',
      ] as const) {
        assert.ok(may.has(action), `${role} ${action}`);
      }
      for (const action of [
        'duplicate.dismiss',
        'policy.read',
        'policy.configure',
        'settings.read',
        'settings.publish',
        'match.correct',
        'assistant.read',
        'personal_data.unmask',
      ] as const) {
        assert.ok(!may.has(action), `${role} ${action}`);
      }
    }
    const agent = allowed({
      type: 'agent',
      keyId: 'key_1',
      name: 'Assistant',
      actsFor: user({ role: 'representative' }),
    });
    assert.ok(agent.has('assistant.ask') && agent.has('change_set.read') && agent.has('ledger.read'));
    assert.ok(agent.has('event.read') && !agent.has('duplicate.read') && !agent.has('policy.read'));
  });

  it('keeps a bound whatever the role says: an administrator who sees a part has only what is bounded', () => {
    const may = allowed(user({ role: 'administrator', seesOnly: ['tom@tidewater.example'] }));
    assert.deepEqual(
      [...may].filter((action) => !boundedActions.has(action)),
      [],
    );
    assert.ok(may.has('call.read'));
  });

  it('lets those who read change nothing', () => {
    const changing = /\.(?:import|remove|run|create|configure|manage|decide|undo|settle|resolve|correct|apply|sync)$/;
    for (const role of ['executive', 'read_only'] as const) {
      const changes = [...allowed(user({ role }))].filter((action) => changing.test(action));
      // To run a search changes nothing.
      assert.deepEqual(changes, ['key.create', 'search.run'], role);
    }
  });

  it('gives an agent what both it and its person may, and never more than the person', () => {
    for (const role of Role.options) {
      const actsFor = user({ role });
      const agent = allowed({ type: 'agent', keyId: 'key_1', name: 'Assistant', actsFor });
      const own = allowed(actsFor);
      for (const action of agent) assert.ok(own.has(action), `${role} ${action}`);
      assert.ok(!agent.has('change_set.decide') && !agent.has('key.create'));
    }
  });

  it('leaves a key what its scopes leave of the role', () => {
    const may = allowed(user({ role: 'administrator', scopes: ['slack_access'] }));
    assert.ok(may.has('channel.manage') && may.has('notification.read'));
    for (const action of may) assert.equal(permissionOf(action), 'slack_access');
    assert.ok(!may.has('key.create') && !may.has('call.read'));
    const ofCalls = allowed(user({ role: 'administrator', scopes: ['call_access'] }));
    assert.ok(ofCalls.has('search.run') && ofCalls.has('assistant.ask'));
    assert.ok(!ofCalls.has('assistant.read') && !ofCalls.has('search.read'));
  });

  it('lets a visitor sign in and nothing else', () => {
    assert.deepEqual([...allowed({ type: 'visitor' })], ['session.open']);
  });
});
