import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { SophiaError } from '#platform/errors';
import { evaluatePolicy } from './evaluate-policy.ts';
import type { PolicyFacts } from './policy-facts.ts';
import { readPolicy } from './read-policy.ts';

const shipped = readPolicy({
  text: readFileSync(new URL('../../../../data/policy.yaml', import.meta.url), 'utf8'),
  name: 'data/policy.yaml',
});

const plain: PolicyFacts = {
  action: 'set_property',
  object: 'deal',
  field: 'next_steps',
  value: 'text',
  activity: null,
  stakes: 'low',
  ownership: 'none',
  tainted: false,
  confidence: 0.8,
};

function verdictOf(facts: Partial<PolicyFacts>, policy = shipped): string {
  return evaluatePolicy({ policy, facts: { ...plain, ...facts } }).verdict;
}

function policyOf(rules: string, otherwise = 'automatic') {
  return readPolicy({ text: `version: 1\nrules:\n${rules}\notherwise: { verdict: ${otherwise} }\n`, name: 'own.yaml' });
}

function faultOf(text: string): SophiaError {
  try {
    readPolicy({ text, name: 'own.yaml' });
  } catch (error) {
    assert.ok(error instanceof SophiaError && error.code === 'policy.invalid', String(error));
    return error;
  }
  throw new assert.AssertionError({ message: 'Expected the policy to be refused, it was read.' });
}

describe('the shipped policy', () => {
  it('lets safe fields and activities through and asks about the rest', () => {
    assert.equal(verdictOf({}), 'automatic');
    assert.equal(verdictOf({ field: 'risk_factors', ownership: 'machine' }), 'automatic');
    assert.equal(verdictOf({ object: 'contact', field: 'last_call_sentiment', value: 'enumeration' }), 'automatic');
    assert.equal(verdictOf({ action: 'create_activity', activity: 'task', field: null, value: null }), 'automatic');
    assert.equal(verdictOf({ field: 'competitor' }), 'ask');
    assert.equal(verdictOf({ action: 'associate', field: null, value: null }), 'ask');
    assert.equal(verdictOf({ confidence: 0.4 }), 'ask');
  });

  it('suggests beside what a person set, and asks where the call gives orders', () => {
    assert.equal(verdictOf({ ownership: 'person' }), 'suggest');
    assert.equal(verdictOf({ tainted: true }), 'ask');
  });

  it('says in a sentence which line decided and why', () => {
    const decision = evaluatePolicy({
      policy: shipped,
      facts: { ...plain, action: 'create_activity', field: null, activity: 'call' },
    });
    assert.match(decision.policyRule, /^data\/policy\.yaml:\d+ activities$/);
    assert.equal(decision.reason, 'Written without asking by the rule "activities": an activity takes nothing away');
    assert.deepEqual(decision.terms.approvers, ['deal_owner']);
  });
});

describe('the laws above every policy', () => {
  const open = policyOf('  - { name: all, when: {}, verdict: automatic }');

  it('ask about amounts, stages, close dates, owners, properties, merges and what is taken off whatever a file says', () => {
    for (const facts of [
      { field: 'amount', value: 'money' },
      { field: 'dealstage', value: 'stage' },
      { field: 'closedate', value: 'date' },
      { field: 'hubspot_owner_id', value: 'owner' },
      { action: 'merge', field: null, value: null },
      { action: 'create_property', field: null, value: null },
      { action: 'dissociate', field: null, value: null, activity: 'call' },
      { action: 'dissociate', field: null, value: null, activity: 'task', tainted: true },
    ] satisfies Partial<PolicyFacts>[]) {
      const decision = evaluatePolicy({ policy: open, facts: { ...plain, ...facts } });
      assert.deepEqual([decision.verdict, decision.policyRule], ['ask', 'law: always-ask'], JSON.stringify(facts));
    }
    assert.equal(
      verdictOf({ field: 'amount', value: 'money' }, policyOf('  - { name: no, when: {}, verdict: refuse }')),
      'refuse',
    );
  });

  it('ask about taking an activity off where a rule lets all that concerns activities through', () => {
    const policy = policyOf('  - { name: ties, when: { activity: [call, task, note] }, verdict: automatic }', 'ask');
    const activity = { field: null, value: null, activity: 'call' } as const;
    assert.equal(verdictOf({ ...activity, action: 'associate' }, policy), 'automatic');
    assert.equal(verdictOf({ ...activity, action: 'dissociate' }, policy), 'ask');
  });

  it('let no machine write over a person; a file may say that it is asked about instead', () => {
    assert.equal(verdictOf({ ownership: 'person' }, open), 'suggest');
    assert.equal(verdictOf({ ownership: 'machine' }, open), 'automatic');
    assert.equal(verdictOf({ ownership: 'person' }, policyOf('  - { name: no, when: {}, verdict: refuse }')), 'refuse');
  });

  it('allow of one field never allow of another', () => {
    const always = policyOf('  - { name: steps, when: { field: next_steps }, verdict: automatic }', 'ask');
    assert.equal(verdictOf({}, always), 'automatic');
    assert.equal(verdictOf({ field: 'amount', value: 'money' }, always), 'ask');
    assert.equal(verdictOf({ field: 'next_steps_internal' }, always), 'ask');
  });
});

describe('a rule', () => {
  const cases: readonly (readonly [string, Partial<PolicyFacts>, Partial<PolicyFacts>])[] = [
    ['action: associate', { action: 'associate' }, { action: 'merge' }],
    ['object: deal', {}, { object: 'contact' }],
    ['object: [deal, company]', { object: 'company' }, { object: 'contact' }],
    ['field: "next_*"', {}, { field: 'last_call_date' }],
    ['field: "*_steps"', {}, { field: 'steps_next' }],
    ['field: "n*t*s"', {}, { field: 'nts_' }],
    ['value: [number, date]', { value: 'date' }, { value: 'text' }],
    ['activity: task', { activity: 'task' }, { activity: 'note' }],
    ['stakes: [low, medium]', { stakes: 'medium' }, { stakes: 'high' }],
    ['set_by: machine', { ownership: 'machine' }, { ownership: 'none' }],
    ['tainted: false', {}, { tainted: true }],
    ['confidence_at_least: 0.8', {}, { confidence: 0.79 }],
    ['object: deal, stakes: low', {}, { stakes: 'high' }],
  ];
  for (const [when, inside, outside] of cases) {
    it(`with ${when} speaks of what fits and of nothing else`, () => {
      const policy = policyOf(`  - { name: one, when: { ${when} }, verdict: refuse }`, 'suggest');
      assert.equal(verdictOf(inside, policy), 'refuse');
      assert.notEqual(verdictOf(outside, policy), 'refuse');
    });
  }

  it('that stands first decides', () => {
    const policy = policyOf(
      '  - { name: one, when: { object: deal }, verdict: suggest }\n  - { name: two, when: {}, verdict: refuse }',
    );
    assert.equal(verdictOf({}, policy), 'suggest');
    assert.equal(verdictOf({ object: 'contact' }, policy), 'refuse');
  });

  it('takes who decides from itself, else from the head of the file', () => {
    const policy = readPolicy({
      name: 'own.yaml',
      text: `version: 1
asking: { approvers: [Rosa@Tidewater.example, deal_owner], needed: 2, expire_after_hours: 48 }
rules:
  - name: stages
    when: { value: stage }
    verdict: ask
    asking: { approvers: [vp@tidewater.example], needed: 1 }
otherwise: { verdict: ask }
`,
    });
    assert.deepEqual(policy.rules[0]?.terms, {
      approvers: ['vp@tidewater.example'],
      needed: 1,
      remindAfterHours: 24,
      expireAfterHours: 48,
      staleAfterHours: 24,
    });
    assert.deepEqual(policy.otherwise.terms.approvers, ['rosa@tidewater.example', 'deal_owner']);
  });
});

describe('a policy that cannot be used', () => {
  it('is refused where something in it stands for something else', () => {
    for (const text of ['*!', 'rules: *other', 'a: &a [1]\nrules: [*a, *a]']) {
      assert.match(faultOf(text).message, /own\.yaml/, text);
    }
  });

  it('is refused with the line and what may stand there', () => {
    const { message } = faultOf(
      'version: 1\nrules:\n  - name: one\n    when: { value: cash }\n    verdict: perhaps\notherwise: { verdict: ask }\n',
    );
    assert.match(message, /line 4: rules\.0\.when\.value: /);
    assert.match(message, /line 5: rules\.0\.verdict: .*"automatic"\|"ask"\|"suggest"\|"refuse"/);
  });

  it('is refused where it is no YAML, where it is empty, and where a line is unknown or doubled', () => {
    assert.match(faultOf('version: 1\nrules: [\n').message, /line \d/);
    assert.match(faultOf('').message, /line 1: version/);
    assert.match(faultOf('version: 1\nrules: []\notherwise: { verdict: ask }\nsafe: yes\n').message, /safe/);
    const twice = '  - { name: one, when: {}, verdict: ask }\n  - { name: one, when: {}, verdict: ask }';
    assert.match(
      faultOf(`version: 1\nrules:\n${twice}\notherwise: { verdict: ask }\n`).message,
      /line 4: a second rule/,
    );
  });

  it('is refused where nobody could ever agree or be reminded', () => {
    const text = 'version: 1\nrules: []\notherwise: { verdict: ask, asking: { needed: 2 } }\n';
    assert.match(faultOf(text).message, /line 3: needed: 2, and only 1 may approve/);
    const late = 'version: 1\nrules: []\notherwise: { verdict: ask, asking: { remind_after_hours: 90 } }\n';
    assert.match(faultOf(late).message, /remind_after_hours: 90 must be less than expire_after_hours: 72/);
  });
});
