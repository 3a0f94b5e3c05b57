import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleChangeSet } from '#test/sample-change-set';
import { sampleDealPage } from '#test/sample-deal-page';
import { renderDealHtml } from './render-deal-html.ts';

describe('renderDealHtml', () => {
  it('leads from a value to the words that it comes from in one click', () => {
    const html = renderDealHtml(sampleDealPage());
    const [, field = ''] =
      /(<div class="deal-field" id="field-amount">[\s\S]*?)<div class="deal-field"/.exec(html) ?? [];
    assert.match(field, /\$27,500/);
    assert.match(field, /<a href="\/calls\/example\/call_1#turn-7">turn 7<\/a>/);
    assert.match(field, /Set by Sophia, [\s\S]*Rule <code>money<\/code>[\s\S]*approved by maya@tidewater\.example/);
  });

  it('shows who else set a value, and what is proposed for it', () => {
    const html = renderDealHtml(sampleDealPage({ waiting: [sampleChangeSet({ state: 'waiting' })] }));
    assert.match(html, /Set by Sam Ortiz, /);
    assert.match(html, /href="#waiting">a change is proposed/);
    assert.match(html, /<section id="waiting"[\s\S]*27500/);
  });

  it('has nothing of what is proposed for whoever may not read it, and no empty headings', () => {
    const html = renderDealHtml(
      sampleDealPage({
        waiting: null,
        warnings: [],
        contradictions: [],
        promises: [],
        lineItems: [],
        people: [],
        history: [],
      }),
    );
    for (const id of ['waiting', 'warnings', 'contradictions', 'promises', 'line-items', 'people', 'history']) {
      assert.doesNotMatch(html, new RegExp(`<section id="${id}"`), id);
    }
    assert.match(
      renderDealHtml(sampleDealPage({ fields: [], calls: [] })),
      /Nothing is filled in[\s\S]*No call is about it/,
    );
  });

  it('lists what is sold, and what the CRM does not say of it as not said', () => {
    const half = { name: 'Setup', quantity: null, price: null, amount: '$500' };
    const html = renderDealHtml(sampleDealPage({ lineItems: [...sampleDealPage().lineItems, half] }));
    assert.match(html, /Units, yearly<\/th><td>10<\/td><td>\$2,750<\/td><td>\$27,500/);
    assert.match(html, /Setup<\/th><td>-<\/td><td>-<\/td><td>\$500/);
  });

  it('says of a promise that was kept by what', () => {
    const settled = 'e-mail “The contract” in the CRM, 2026-09-18';
    const [promise] = sampleDealPage().promises;
    assert.ok(promise !== undefined);
    const html = renderDealHtml(sampleDealPage({ promises: [{ ...promise, state: 'kept', settled }] }));
    assert.match(html, /Kept: e-mail “The contract” in the CRM, 2026-09-18/);
  });

  it('escapes what others wrote', () => {
    const html = renderDealHtml(sampleDealPage({ name: '<script>x</script>' }));
    assert.doesNotMatch(html, /<script>x/);
  });
});
