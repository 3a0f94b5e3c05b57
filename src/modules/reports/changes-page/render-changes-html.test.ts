import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Change, ChangeState } from '#contracts';
import { sampleChangeSet } from '#test/sample-change-set';
import type { ChangesPage } from '../schema.ts';
import { renderChangesHtml } from './render-changes-html.ts';

function pageOf(change: Partial<Change>, rest: Partial<ChangesPage> = {}): ChangesPage {
  return {
    workspaceName: 'Tidewater Ledger',
    viewer: null,
    workspaceId: 'example',
    tab: 'example',
    filter: 'all',
    changeSets: [sampleChangeSet(change)],
    decisions: [],
    olderHref: null,
    readsPolicy: true,
    ...rest,
  };
}

describe('renderChangesHtml', () => {
  it('shows the old and the new value, and leads from the quote to its turn in the call', () => {
    const html = renderChangesHtml(pageOf({}));
    assert.match(html, /<dt>amount<\/dt><dd><del dir="auto"><span class="visually-hidden">Old: <\/span>24000<\/del>/);
    assert.match(html, /<ins dir="auto"><span class="visually-hidden">New: <\/span>27500<\/ins>/);
    assert.match(html, /<a href="\/calls\/example\/call_1#turn-7">turn 7<\/a>/);
    assert.match(html, /Confidence 90%/);
    for (const policyRule of [
      'policy.yaml:12 money',
      'data/policy.yaml:12 money',
      '/srv/sophia/policy.yaml:12 money',
    ]) {
      const named = renderChangesHtml(pageOf({ policyRule }));
      assert.match(named, /by <code>policy\.yaml:12 money<\/code>/, policyRule);
    }
    assert.match(renderChangesHtml(pageOf({ policyRule: 'check: a/b' })), /<code>check: a\/b<\/code>/);
  });

  it('escapes what was said and what the CRM holds', () => {
    const html = renderChangesHtml(pageOf({ oldValue: '<img src=x>', targetName: '<script>x</script>' }));
    assert.doesNotMatch(html, /<img|<script>x/);
    assert.match(html, /&lt;img src=x&gt;/);
  });

  it('says who decided and why, and what was put in place of the proposed value', () => {
    const decision = { changeId: 'chg_1', decision: 'edit', value: '26000', reason: 'Agreed by mail.' } as const;
    const decisions = [{ ...decision, decidedBy: 'maya@tidewater.example', at: '2026-09-14T15:00:00Z' }];
    const html = renderChangesHtml(pageOf({ editedValue: '26000', state: 'applied' }, { decisions }));
    assert.match(html, /Approved with another value by maya@tidewater\.example, [^<]*: Agreed by mail\./);
    assert.match(html, /26000<\/ins> <span class="quiet">edited; proposed was 27500/);
  });

  it('has words for every state, and a way back to a page that shows something', () => {
    for (const state of ChangeState.options) {
      assert.match(renderChangesHtml(pageOf({ state })), /<span class="tag[a-z -]*">[A-Z][a-z ]+/, state);
    }
    assert.ok(renderChangesHtml(pageOf({})).includes('<a href="/policy?tab='));
    assert.ok(!renderChangesHtml(pageOf({}, { readsPolicy: false })).includes('/policy'));
    const html = renderChangesHtml(pageOf({}, { changeSets: [], filter: 'waiting' }));
    assert.match(html, /No change is in the state “Waiting”/);
    assert.match(html, /href="\/changes\?tab=example&amp;state=all">All/);
  });

  it('shows what an activity says, closed, and the other kinds in a sentence', () => {
    const task = { type: 'create_activity', objectType: 'task', properties: { hs_task_subject: 'Send it' } } as const;
    assert.match(
      renderChangesHtml(pageOf({ action: { ...task, associatedWith: [] } })),
      /<summary>A task is written<\/summary>[\s\S]*<dt>hs_task_subject<\/dt><dd dir="auto">Send it/,
    );
    const merge = { type: 'merge', objectType: 'contact', mergedId: '302' } as const;
    assert.match(renderChangesHtml(pageOf({ action: merge })), /The contact <code>302<\/code> is merged into it/);
    const tie = { type: 'associate', to: { objectType: 'company', externalId: '9' } } as const;
    assert.match(renderChangesHtml(pageOf({ action: tie })), /Is tied to the company <code>9<\/code>/);
  });
});
