import type { Rule } from '../rule.ts';
import { isNode, partsOf, textOf } from '../syntax.ts';

/** Calls read without looking the function up: two parameters at most. Callbacks have the shape of their caller. */
export const twoParameters: Rule = {
  create: (context) => ({
    FunctionDeclaration: (node) => {
      const parameters = isNode(node) ? partsOf(node, 'params') : [];
      const count = parameters.filter((parameter) => textOf(parameter, 'name') !== 'this').length;
      if (count > 2) {
        context.report({ node, message: `This function takes ${count} parameters: from three on, take one object.` });
      }
    },
  }),
};
