import { testRule } from '../test-rule.ts';
import { twoParameters } from './two-parameters.ts';

testRule({
  name: 'two-parameters',
  rule: twoParameters,
  valid: [
    'function add(left: number, right: number) { return left + right; }',
    'function count(this: Gauge, left: number, right: number) { return left + right; }',
    'list.reduce((total, item, index) => total + item * index, 0);',
  ],
  invalid: [
    { code: 'function clamp(value, low, high) {}', messages: [/takes 3 parameters/] },
    { code: 'export async function save(a, b, c, d) {}', messages: [/takes 4 parameters/] },
  ],
});
