import { testRule } from '../test-rule.ts';
import { noWallClock } from './no-wall-clock.ts';

testRule({
  name: 'no-wall-clock',
  rule: noWallClock,
  valid: [
    'const now = ctx.clock.now();',
    'const day = new Date(text);',
    'const start = performance.now();',
    'Date.parse(text);',
  ],
  invalid: [
    { code: 'const now = Date.now();', messages: [/ctx\.clock\.now/] },
    { code: 'const now = new Date();', messages: [/ctx\.clock\.now/] },
    { code: 'const clock = { now: Date.now };', messages: [/ctx\.clock\.now/] },
    { code: 'const id = Math.random();', messages: [/ctx\.ids/] },
  ],
});
