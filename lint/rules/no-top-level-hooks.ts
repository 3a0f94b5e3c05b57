import type { Rule } from '../rule.ts';
import { calledName, isFunction, isNode, nodesIn } from '../syntax.ts';

const hooks = new Set(['beforeEach', 'afterEach']);

/** Many files run in one process, where a hook outside of every `describe` belongs to all of them. */
export const noTopLevelHooks: Rule = {
  create: (context) => ({
    Program: (program) => {
      if (!isNode(program)) return;
      for (const node of nodesIn(program, (inner) => !isFunction(inner))) {
        const called = node.type === 'CallExpression' ? calledName(node) : undefined;
        if (called !== undefined && hooks.has(called)) {
          context.report({
            node,
            message: `Test files share a process, so this ${called} runs around every test of every file: move it into the describe whose tests need it.`,
          });
        }
      }
    },
  }),
};
