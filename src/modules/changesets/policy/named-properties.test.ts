import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shippedPolicy } from '#test/change-world';
import { namedProperties } from './named-properties.ts';
import { readPolicy } from './read-policy.ts';

it('are the fields that a policy fills and those of its rules, each with its type of record, without patterns', () => {
  const deal = namedProperties({ policy: shippedPolicy, objectType: 'deal' });
  assert.ok(['next_steps', 'risk_factors', 'closedate', 'hs_next_step'].every((name) => deal.includes(name)));
  assert.equal(deal.includes('last_call_date'), false);
  assert.ok(namedProperties({ policy: shippedPolicy, objectType: 'contact' }).includes('last_call_date'));
  assert.ok(namedProperties({ policy: shippedPolicy, objectType: 'contact' }).every((name) => !name.includes('*')));
});

it('are of every type where a rule names none', () => {
  const text = [
    'version: 1',
    'fields: { next_steps: null, risk_factors: null, competitor: rival_vendor, last_call_sentiment: null, last_call_date: null, last_call_summary: null }',
    'asking: { approvers: [deal_owner], needed: 1, remind_after_hours: 24, expire_after_hours: 72, stale_after_hours: 24 }',
    'rules:',
    '  - { name: one, when: { field: segment_note }, verdict: ask }',
    '  - { name: two, when: { object: company, field: "tier" }, verdict: ask }',
    'otherwise: { verdict: ask }',
  ].join('\n');
  const policy = readPolicy({ text, name: 'policy.yaml' });
  assert.deepEqual(namedProperties({ policy, objectType: 'deal' }), ['rival_vendor', 'segment_note']);
  assert.deepEqual(namedProperties({ policy, objectType: 'company' }), ['segment_note', 'tier']);
});
