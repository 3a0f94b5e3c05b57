import type { Rule } from '../rule.ts';
import { isNode, isSet, partOf, textOf } from '../syntax.ts';

/** Tests use real parts: a database, simulators over HTTP, and a clock, ids and randomness that are passed in. */
export const noModuleMocks: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      const callee = isNode(node) ? partOf(node, 'callee') : undefined;
      const owner = partOf(callee, 'object');
      const ownerName = textOf(owner, 'name') ?? textOf(partOf(owner, 'property'), 'name');
      const property = isSet(callee, 'computed') ? undefined : textOf(partOf(callee, 'property'), 'name');
      const mocks =
        (ownerName === 'mock' && property === 'module') ||
        ((ownerName === 'vi' || ownerName === 'jest') && property !== undefined && /[mM]ock$/.test(property));
      if (mocks) {
        context.report({
          node,
          message: 'No module mocks: use the real part, a simulator over HTTP, or pass the clock, ids or function in.',
        });
      }
    },
  }),
};
