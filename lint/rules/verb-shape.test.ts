import { testRule } from '../test-rule.ts';
import { verbShape } from './verb-shape.ts';

testRule({
  name: 'verb-shape',
  rule: verbShape,
  valid: [
    'export async function getDeal({ ctx, input }: Verb<DealId>): Promise<Deal> { authorise({ ctx }); return load(input); }',
    'export async function listDeals({ ctx }: Verb<Empty>) { await authorise({ ctx }); return []; }',
    'export function helper({ left, right }: Pair) { return left + right; }',
    'function inner({ ctx, input }: { ctx: Context; input: string }) { return input; }',
  ],
  invalid: [
    {
      code: 'export async function getDeal({ ctx, input }: Verb<DealId>) { const deal = await load(input); authorise({ ctx }); return deal; }',
      messages: [/Begin a verb with `authorise/],
    },
    {
      code: 'export async function getDeal(verb: Verb<DealId>) { authorise(verb); }',
      messages: [/Take a verb apart/],
    },
    {
      code: 'export async function getDeal({ ctx, input }: { ctx: Rich; input: string }) { return load(ctx, input); }',
      messages: [/Begin a verb with `authorise/],
    },
  ],
});
