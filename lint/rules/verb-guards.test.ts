import { testRule } from '../test-rule.ts';
import { verbGuards } from './verb-guards.ts';

testRule({
  name: 'verb-guards',
  rule: verbGuards,
  valid: [
    `export async function createDeal({ ctx, input }) {
       authorise({ ctx, action: 'deal.create', resource });
       return transact({ ctx }, async (inner) => { await audit({ ctx: inner }); });
     }`,
    'function read() { return 1; }',
  ],
  invalid: [
    {
      code: 'async function createDeal({ ctx }) { await transact({ ctx }, async (inner) => audit({ ctx: inner })); }',
      messages: [/without `authorise`/],
    },
    {
      code: 'async function createDeal({ ctx }) { authorise({ ctx }); await db.transact({ ctx }, async () => {}); }',
      messages: [/without `audit`/],
    },
    {
      code: 'const save = async ({ ctx }) => transact({ ctx }, async () => {});',
      messages: [/without `authorise`/, /without `audit`/],
    },
  ],
});
