import assert from 'node:assert/strict';
import { it } from 'node:test';
import { limitName, limitValue } from './limit-words.ts';

const stages = new Map([['contractsent', 'Contract Sent']]);

it('limits are named in words, a stage by its label', () => {
  const named = ['stages', 'pipelines.renewal/renewals', 'dealLimits.contractsent', 'dealLimits.gone', 'another'];
  assert.deepEqual(
    named.map((name) => limitName({ name, stages })),
    [
      'Stages without days of their own',
      'Stages of pipelines named renewal or renewals',
      'Stage Contract Sent',
      'Stage gone',
      'another',
    ],
  );
});

it('values of limits are told in words, and what is not known stands as it came', () => {
  assert.equal(limitValue('1'), 'within 1 day');
  assert.equal(limitValue('atLeast 2, withinDays 60'), 'at least 2 times, within 60 days');
  assert.equal(limitValue('days 10, emails 1'), '10 days after the last call, with 1 e-mail of ours');
  assert.equal(
    limitValue('upTo 0, quietDays 21, stuckDays 30; upTo 0.3, quietDays 14, stuckDays 1'),
    'first stage, quiet after 21 days, stuck after 30 days; up to 30 % of the way, quiet after 14 days, stuck after 1 day',
  );
  assert.equal(limitValue('sometimes'), 'sometimes');
});
