import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noProperty } from '#contracts';
import { sampleChangeSet } from '#test/sample-change-set';
import { changeRow } from './change-row.ts';

const page = { workspaceId: 'main', decisions: [] };

it('what waits for a property of the CRM says so, and what the policy refuses is refused', () => {
  const [change] = sampleChangeSet({ state: 'refused' }).changes;
  assert.ok(change !== undefined);
  const waiting = changeRow({ change: { ...change, policyRule: noProperty }, page }).toString();
  assert.match(waiting, /<span class="tag tag-mild">Waits for a property<\/span>/);
  assert.match(changeRow({ change, page }).toString(), /<span class="tag">Refused<\/span>/);
  const ended = { ...change, policyRule: noProperty, state: 'expired' } as const;
  assert.match(changeRow({ change: ended, page }).toString(), />Expired<\/span>/);
});
