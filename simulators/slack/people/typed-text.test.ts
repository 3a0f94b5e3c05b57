import assert from 'node:assert/strict';
import { it } from 'node:test';
import { smallWorld } from '../../world/small-world.ts';
import { initialState } from '../initial-state.ts';
import { typedText } from './typed-text.ts';

it('makes of a typed line what Slack makes of it', () => {
  const state = initialState(smallWorld());
  const cases: [string, string][] = [
    ['hi @sophia, ask @maya.okafor', 'hi <@U0SOPHIA>, ask <@U0MAYA0001>'],
    ['see #sales and #nowhere', 'see <#C0SALES001|sales> and #nowhere'],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['https://a.example/?b=1&c=2 ok', '<https://a.example/?b=1&amp;c=2> ok'],
    ['write ana@alderpoint.example', 'write <mailto:ana@alderpoint.example|ana@alderpoint.example>'],
    ['<@U0SOPHIA> stays', '<@U0SOPHIA> stays'],
  ];
  for (const [typed, expected] of cases) assert.equal(typedText(state, typed), expected);
});
