import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyPage, PolicyWhen } from './policy-page.ts';
import { renderPolicyHtml } from './render-policy-html.ts';
import { waitingWords } from './verdict-words.ts';
import { whenWords } from './when-words.ts';

const any: PolicyWhen = {
  actions: null,
  objects: null,
  fields: null,
  values: null,
  activities: null,
  stakes: null,
  ownership: null,
  tainted: null,
  confidenceAtLeast: null,
};
const terms = {
  approvers: ['deal_owner'],
  needed: 1,
  remindAfterHours: 24,
  expireAfterHours: 72,
  staleAfterHours: 1,
};
const spoken = { line: 7, because: null, terms };

function pageOf(rest: Partial<PolicyPage> = {}): PolicyPage {
  return {
    workspaceName: 'Tidewater Ledger',
    viewer: null,
    tab: 'calls',
    file: 'policy.yaml',
    version: 'a1'.repeat(32),
    origin: { kind: 'set', who: 'Maya <b> (maya@tidewater.example)', at: new Date('2026-09-14T15:00:00Z') },
    rules: [
      { ...spoken, name: 'money', verdict: 'ask', when: { ...any, actions: ['set_property'], values: ['money'] } },
    ],
    otherwise: { ...spoken, name: 'otherwise', verdict: 'refuse', because: 'we <i>said</i> so' },
    fault: null,
    ...rest,
  };
}

describe('renderPolicyHtml', () => {
  it('has each rule as a sentence, in their order, with its name and line', () => {
    const html = renderPolicyHtml(pageOf());
    const [first, last] = [
      'Where Sophia sets a field, and the value is an amount of money, it is written once the owner of the deal agrees.',
      'Where none of these fits, it is not written.',
    ];
    assert.ok(html.indexOf(first) > 0 && html.indexOf(last) > html.indexOf(first), html);
    assert.match(html, /<bdi>money<\/bdi>, line 7/);
    assert.match(html, /because <bdi>we &lt;i&gt;said&lt;\/i&gt; so<\/bdi>/);
    assert.match(html, /They are reminded after 24 hours\. No answer within 72 hours is a no\./);
    assert.match(renderPolicyHtml(pageOf({ rules: [] })), /Whatever Sophia writes, it is not written\./);
  });

  it('says which file it is, its version and who put it in force', () => {
    const at = new Date('2026-09-14T15:00:00Z');
    for (const [origin, words] of [
      [pageOf().origin, /policy\.yaml, put in force by Maya &lt;b&gt; \(maya@tidewater\.example\) September 14, 2026/],
      [{ kind: 'shipped' }, /The policy that Sophia brings: this workspace has none of its own\./],
      [{ kind: 'edited', at }, /policy\.yaml, written by hand September 14, 2026, 15:00 UTC; by whom, a file/],
      [{ kind: 'common', at }, /policy\.yaml, the policy for every workspace that has none of its own/],
    ] as const) {
      const html = renderPolicyHtml(pageOf({ origin }));
      assert.match(html, words);
      assert.match(html, />a1a1a1a1a1a1<\/code>/);
    }
  });

  it('says where what is written down is not in force', () => {
    const html = renderPolicyHtml(pageOf({ fault: 'line 1: no <rules>.' }));
    assert.match(html, /role="alert">What is written down in policy\.yaml is not in force: line 1: no &lt;rules&gt;\./);
    assert.ok(!renderPolicyHtml(pageOf()).includes('role="alert"'));
  });
});

describe('the words of a rule', () => {
  it('name every condition', () => {
    const when: PolicyWhen = {
      actions: ['set_property', 'associate'],
      objects: ['deal', 'contact'],
      fields: ['next_*', 'risk', 'summary'],
      values: ['text'],
      activities: ['note'],
      stakes: ['low', 'medium'],
      ownership: ['machine', 'none'],
      tainted: false,
      confidenceAtLeast: 0.5,
    };
    assert.equal(
      whenWords(when),
      'Sophia sets a field or ties two records together, and the record is a deal or contact, and the field is next_*, risk or summary, and the value is a text, and the activity is a note, and the stakes are low or medium, and a machine has set what stands there or nothing stands there yet, and the call holds nothing that reads like an order to a machine, and Sophia is at least 50 % sure',
    );
    assert.equal(whenWords(any), 'Sophia writes anything');
  });

  it('promise no reminder that would come after the end', () => {
    assert.ok(!waitingWords({ ...terms, remindAfterHours: 72 }).includes('reminded'));
  });
});
