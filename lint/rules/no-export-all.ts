import type { Rule } from '../rule.ts';

/** A door names what it lets through, one by one. */
export const noExportAll: Rule = {
  create: (context) => ({
    ExportAllDeclaration: (node) => {
      context.report({
        node,
        message: "A door names what it lets through: `export { createDeal } from './create-deal.ts'`.",
      });
    },
  }),
};
