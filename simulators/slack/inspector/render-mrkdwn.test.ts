import assert from 'node:assert/strict';
import { it } from 'node:test';
import { smallWorld } from '../../world/small-world.ts';
import { initialState } from '../initial-state.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';

const state = initialState(smallWorld());

function shown(text: string): string {
  return renderMrkdwn(state, text).toString();
}

it("shows Slack's marks, and nothing where they are none", () => {
  assert.equal(shown('*bold* _it_ ~no~ `x`'), '<strong>bold</strong> <em>it</em> <s>no</s> <code>x</code>');
  assert.equal(shown('2*3*4 snake_case_name'), '2*3*4 snake_case_name');
  assert.equal(shown('one\ntwo'), 'one<br>two');
  assert.equal(shown('&gt;quoted *well*\nafter'), '<blockquote>quoted <strong>well</strong></blockquote>after');
  assert.equal(shown('```a *b*```'), '<pre><code>a *b*</code></pre>');
});

it('shows people, channels and links by what they are called', () => {
  assert.equal(shown('<@U0MAYA0001>'), '<span class="mention">@Maya Okafor</span>');
  assert.equal(shown('<#C0SALES001>'), '<span class="mention">#sales</span>');
  assert.equal(shown('<!here>'), '<span class="mention">@here</span>');
  assert.equal(
    shown('<https://a.example|A &amp; B>'),
    '<a href="https://a.example" rel="noreferrer noopener">A &amp; B</a>',
  );
  assert.equal(
    shown('_and 1 more in <https://a.example/calls/call_1|the report>_'),
    '<em>and 1 more in <a href="https://a.example/calls/call_1" rel="noreferrer noopener">the report</a></em>',
  );
  assert.equal(shown('<!date^1763500000^{date_short}|Nov 18>'), 'Nov 18');
});

it('escapes what a message brings along, and links to nothing that could do harm', () => {
  assert.equal(shown('&lt;script&gt;alert(1)&lt;/script&gt;'), '&lt;script&gt;alert(1)&lt;/script&gt;');
  assert.ok(!shown('"><img src=x>').includes('<img'));
  assert.equal(shown('<javascript:alert(1)|press>'), 'press');
  assert.ok(!renderMarkdown('[x](javascript:alert(1)) <b>').toString().includes('<b>'));
});

it('shows the marks of markdown blocks', () => {
  const text = '# Title\n- **one** and [two](https://a.example)';
  const expected =
    '<strong>Title</strong><br>• <strong>one</strong> and <a href="https://a.example" rel="noreferrer noopener">two</a>';
  assert.equal(renderMarkdown(text).toString(), expected);
});
