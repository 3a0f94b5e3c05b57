import { testRule } from '../test-rule.ts';
import { noTopLevelHooks } from './no-top-level-hooks.ts';

testRule({
  name: 'no-top-level-hooks',
  rule: noTopLevelHooks,
  valid: [
    "describe('a client', () => { beforeEach(() => reset()); });",
    "describe('a client', () => { describe('of two', function () { afterEach(reset); }); });",
    'function recover() { beforeEach(() => reset()); }',
    'before(() => open()); after(() => close());',
  ],
  invalid: [
    { code: 'beforeEach(() => reset());', messages: [/runs around every test of every file/] },
    { code: 'afterEach(async () => { await reset(); });', messages: [/this afterEach .* move it into the describe/] },
    { code: 'if (onServer) { test.beforeEach(reset); }', messages: [/this beforeEach/] },
  ],
});
