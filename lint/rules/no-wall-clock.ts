import type { Rule } from '../rule.ts';
import { isNode, memberName, partOf, partsOf, textOf } from '../syntax.ts';

const passedIn: Readonly<Record<string, string>> = {
  'Date.now': 'Take the time from `ctx.clock.now()`, and measure durations with `performance.now()`.',
  'Math.random': 'Take ids from `ctx.ids`, and let whoever calls pass a source of randomness.',
};

/** Time and randomness are passed in, so that the same input gives the same output. */
export const noWallClock: Rule = {
  create: (context) => ({
    MemberExpression: (node) => {
      const advice = isNode(node) ? passedIn[memberName(node) ?? ''] : undefined;
      if (advice !== undefined) {
        context.report({ node, message: advice });
      }
    },
    NewExpression: (node) => {
      const isDate = isNode(node) && textOf(partOf(node, 'callee'), 'name') === 'Date';
      if (isDate && partsOf(node, 'arguments').length === 0) {
        context.report({ node, message: 'Take the time from `ctx.clock.now()`.' });
      }
    },
  }),
};
