import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { createTestContext } from '#test/test-context';
import { type Action, actions, authorise } from './index.ts';

const resource = { type: 'call', id: 'call_1' } as const;

function allowed(actor: Actor): Action[] {
  const ctx = createTestContext({ actor });
  return actions.filter((action) => {
    try {
      authorise({ ctx, action, resource });
      return true;
    } catch (error) {
      assert.ok(error instanceof SophiaError && error.code === 'access.denied');
      return false;
    }
  });
}

describe('rights', () => {
  it('of the operator of this machine are all there are', () => {
    assert.deepEqual(allowed({ type: 'operator', name: 'maya' }), [...actions]);
  });

  it('of what runs by itself are what the pipeline needs: it configures, decides and corrects nothing', () => {
    const missing = [
      'workspace.configure',
      'settings.publish',
      'analysis.preview',
      'tracker.create',
      'tracker.preview',
      'duplicate.dismiss',
      'person.correct',
      'match.correct',
      'change_set.decide',
      'change_set.undo',
      'policy.configure',
      'notification.configure',
      'channel.manage',
      'commitment.settle',
      'contradiction.resolve',
      'warning.preview',
      'quota.manage',
      'session.open',
      'session.end',
      'user.manage',
      'key.create',
      'key.revoke',
      'service_key.manage',
      'secret.manage',
      'personal_data.unmask',
      'webhook.manage',
      'document.manage',
      'assistant.ask',
      'assistant.rate',
      'assistant.share',
    ];
    for (const actor of [{ type: 'system', component: 'x' } as const, { type: 'schedule', name: 'x' } as const]) {
      assert.deepEqual(
        actions.filter((action) => !allowed(actor).includes(action)),
        missing,
      );
    }
  });

  it('of a vendor end at its inbox', () => {
    assert.deepEqual(allowed({ type: 'webhook', source: 'gong' }), ['inbox.receive']);
  });

  it('of a person in the chat are to read and to decide, not to set up', () => {
    const may = allowed({ type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null });
    assert.ok(may.includes('change_set.decide') && may.includes('ledger.read'));
    assert.ok(!may.includes('workspace.configure') && !may.includes('crm.sync') && !may.includes('change_set.apply'));
  });

  it('that are missing are named with who, what and to which', () => {
    const ctx = createTestContext({ actor: { type: 'system', component: 'import-batch' } });
    assert.throws(() => authorise({ ctx, action: 'tracker.create', resource: { type: 'tracker', id: null } }), {
      code: 'access.denied',
      message: 'This takes the right to `tracker.create` (tracker), which what runs as system does not have.',
    });
    assert.throws(
      () => authorise({ ctx, action: 'workspace.configure', resource: { type: 'workspace', id: 'main' } }),
      {
        message:
          'This takes the right to `workspace.configure` (workspace main), which what runs as system does not have.',
      },
    );
    const grant = { role: 'administrator', scopes: ['call_access'], seesOnly: null, territories: [] } as const;
    const service = { type: 'service', name: 'Export', keyId: 'key_1', grant } as const;
    const scoped = createTestContext({ actor: service });
    assert.throws(() => authorise({ ctx: scoped, action: 'crm.read', resource: { type: 'crm_record', id: null } }), {
      message:
        'This takes the right to `crm.read` (crm record), for which the key in use lacks the scope `crm_access`.',
    });
  });
});
