import type { Rule } from '../rule.ts';
import { isNode, memberName, partOf, partsOf, textOf } from '../syntax.ts';

const message =
  'Settings are read once, by src/config, and handed down as plain values: add the setting to its schema and take it as a parameter.';

/** Only src/config reads the environment. */
export const noProcessEnv: Rule = {
  create: (context) => ({
    MemberExpression: (node) => {
      if (isNode(node) && memberName(node) === 'process.env') {
        context.report({ node, message });
      }
    },
    ImportDeclaration: (node) => {
      const source = isNode(node) ? textOf(partOf(node, 'source'), 'value') : undefined;
      const imported = isNode(node) ? partsOf(node, 'specifiers') : [];
      const takesEnv = imported.some((specifier) => textOf(partOf(specifier, 'imported'), 'name') === 'env');
      if (source !== undefined && /^(node:)?process$/.test(source) && takesEnv) {
        context.report({ node, message });
      }
    },
  }),
};
