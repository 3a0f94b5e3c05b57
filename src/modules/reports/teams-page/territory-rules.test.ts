import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeTerritoryRule, readTerritoryRules, writeTerritoryRules } from '#contracts';

it('rules of a territory are typed as they are written, also where a value has commas or quotes in it', () => {
  const rules = [
    { of: 'company', property: 'state', values: ['CA', 'OR'] },
    { of: 'deal', property: 'hs_region', values: ['North, and "far" west', 'South'] },
  ] as const;
  const text = writeTerritoryRules(rules);
  assert.equal(text, 'company.state=CA,OR\ndeal.hs_region="North, and ""far"" west",South');
  assert.deepEqual(readTerritoryRules(text), rules);
  assert.deepEqual(readTerritoryRules('\r\n company.state = CA , OR \r\n\r\n'), [rules[0]]);
  assert.deepEqual(readTerritoryRules('company.state=CA,,5" pipe, "OR" ,'), [
    { ...rules[0], values: ['CA', '5" pipe', 'OR'] },
  ]);
  assert.deepEqual(readTerritoryRules(''), []);
});

it('a line that is no rule is named', () => {
  for (const line of [
    'state=CA',
    'company.state',
    'company.state=',
    'company.State=CA',
    'owner.x=1',
    'company.state= , ',
    'company.city="Portland, OR',
    'company.city="Portland" and Salem',
  ]) {
    assert.deepEqual(readTerritoryRules(`deal.dealtype=newbusiness\n${line}`), { wrong: line.trim() });
  }
});

it('a rule is told in words', () => {
  const rule = { of: 'company', property: 'state', values: ['CA', 'OR'] } as const;
  assert.equal(describeTerritoryRule(rule), 'state of the company is CA or OR');
});
