import type { Rule } from '../rule.ts';
import { calledName, callsInside, isFunction, isNode, parentOf, type SyntaxNode } from '../syntax.ts';

const guards = {
  authorise: 'Call `authorise({ ctx, action, resource })` before it, so that nobody changes what they may not.',
  audit: 'Call `audit({ ctx, action, resource })` inside it, so that the change and its record stand or fall together.',
};

/** A function that opens a transaction asks for the right to and leaves a record. */
export const verbGuards: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      if (!isNode(node) || calledName(node) !== 'transact') {
        return;
      }
      const whole = outermostFunction(node);
      for (const [guard, advice] of Object.entries(guards)) {
        if (whole !== undefined && !callsInside(whole, guard)) {
          context.report({ node, message: `This function opens a transaction without \`${guard}\`. ${advice}` });
        }
      }
    },
  }),
};

function outermostFunction(node: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    found = isFunction(outer) ? outer : found;
  }
  return found;
}
