import { testRule } from '../test-rule.ts';
import { noExportAll } from './no-export-all.ts';

testRule({
  name: 'no-export-all',
  rule: noExportAll,
  valid: ["export { createDeal } from './create-deal.ts';", "import * as deals from './deals.ts'; use(deals);"],
  invalid: [
    { code: "export * from './create-deal.ts';", messages: [/names what it lets through/] },
    { code: "export * as deals from './deals.ts';", messages: [/names what it lets through/] },
  ],
});
