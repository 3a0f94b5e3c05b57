import type { Rule } from '../rule.ts';
import { calledName, isNode, memberName, parentOf, partOf, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

const parsers = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync']);

/** Data from outside is unknown until a schema has seen it. */
export const noRawJson: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      if (isNode(node) && isRawJson(node) && !isParsed(node)) {
        context.report({
          node,
          message: 'Put a zod schema directly around data from outside: `Schema.parse(JSON.parse(text))`.',
        });
      }
    },
  }),
};

function isRawJson(call: SyntaxNode): boolean {
  const callee = partOf(call, 'callee');
  const isBody = callee?.type === 'MemberExpression' && textOf(partOf(callee, 'property'), 'name') === 'json';
  return memberName(callee) === 'JSON.parse' || (isBody && partsOf(call, 'arguments').length === 0);
}

function isParsed(call: SyntaxNode): boolean {
  const parent = parentOf(call);
  const outer = parent?.type === 'AwaitExpression' ? parentOf(parent) : parent;
  return (
    outer?.type === 'CallExpression' &&
    parsers.has(calledName(outer) ?? '') &&
    memberName(partOf(outer, 'callee')) !== 'JSON.parse'
  );
}
