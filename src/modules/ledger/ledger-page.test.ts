import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ledgerPage } from './ledger-page.ts';

it('leads to the ledger of the workspace that is told of', () => {
  assert.equal(ledgerPage({ ctx: { workspaceId: 'example' } }), '/ledger?tab=example');
  assert.equal(ledgerPage({ ctx: { workspaceId: 'main' } }), '/ledger?tab=calls');
});
