import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html, Markup, trusted } from './html.ts';

describe('html', () => {
  it('escapes every value that is not markup', () => {
    const name = `<img src=x onerror="alert('1')">&\``;
    assert.equal(
      html`<p title="${name}">${name}</p>`.toString(),
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;</p>',
    );
  });

  it('takes markup as it is and joins lists', () => {
    assert.equal(
      html`<ul>${['a', '<b>'].map((item) => html`<li>${item}</li>`)}</ul>`.toString(),
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
    );
    assert.equal(html`${trusted('<hr>')}`.toString(), '<hr>');
  });

  it('shows nothing for null, undefined and false, and zero as zero', () => {
    assert.equal(html`[${null}${undefined}${false}${0}]`.toString(), '[0]');
  });

  it('does not take an object that looks like markup for markup', () => {
    const forged = Reflect.construct(Object, []);
    Object.assign(forged, { toString: () => '<script>' });
    assert.equal(forged instanceof Markup, false);
  });

  it('writes out what cannot be seen, in attributes too', () => {
    assert.equal(html`<p title="${'a\u202Eb'}"></p>`.toString(), '<p title="a⟨right-to-left override⟩b"></p>');
  });
});
