import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textOfHtml } from './index.ts';

describe('the text of some HTML', () => {
  it('has a line for each block, headings and items by their marks', () => {
    const html = '<h2>Pricing</h2><p>3&nbsp;dollars <b>a unit</b>.</p><ul><li>No&#32;setup</li><li></li></ul>a<br>b';
    assert.equal(textOfHtml(html), '## Pricing\n\n3 dollars a unit.\n\n- No setup\n\na\nb');
  });

  it('has nothing that is not read: scripts, styles, comments, the head, values of tags', () => {
    const html = `<html><head><title>T</title></head><script>alert("x > y")</script><style>p{}</style>
      <!-- hidden <p>words</p> --><p title="a > b">Seen</p><script>never ends`;
    assert.equal(textOfHtml(html), 'Seen');
  });

  it('keeps what only looks like markup', () => {
    assert.equal(textOfHtml('3 < 4 &amp;&amp; 5 > 4, &unknown; &#0;'), '3 < 4 && 5 > 4, &unknown; &#0;');
    assert.equal(textOfHtml('&lt;script&gt;shown&lt;/script&gt;'), '<script>shown</script>');
    assert.equal(textOfHtml('cut off <p'), 'cut off');
  });

  it('takes a long text of opening signs without growing slow', () => {
    assert.equal(textOfHtml('<'.repeat(100_000)).length, 100_000);
    assert.equal(textOfHtml('<p '.repeat(50_000)), '');
    assert.equal(textOfHtml('<!--'.repeat(50_000)), '');
  });
});
