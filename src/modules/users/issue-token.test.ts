import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { permissionsOf } from './issue-token.ts';

describe('the permissions that a session tells of', () => {
  test('hold administration only for roles that administer something beside their own session and keys', () => {
    for (const role of ['representative', 'executive', 'read_only', 'agent'] as const) {
      assert.ok(!permissionsOf(role).includes('admin_access'), role);
      assert.ok(permissionsOf(role).includes('call_access'), role);
    }
    assert.ok(permissionsOf('administrator').includes('admin_access'));
    assert.ok(permissionsOf('revenue_operations').includes('admin_access'));
  });
});
