import type { Rule } from '../rule.ts';
import { calledName, isNode, partOf, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

/** Every verb reads alike: `verb({ ctx, input })`, and the first thing it does is to authorise. */
export const verbShape: Rule = {
  create: (context) => ({
    ExportNamedDeclaration: (node) => {
      const declaration = isNode(node) ? partOf(node, 'declaration') : undefined;
      const parameter = partsOf(declaration, 'params')[0];
      if (declaration?.type !== 'FunctionDeclaration' || parameter === undefined) {
        return;
      }
      const names = partsOf(parameter, 'properties').map((property) => textOf(partOf(property, 'key'), 'name'));
      const takesBoth = names.includes('ctx') && names.includes('input');
      if (isTypedVerb(parameter) && !names.includes('ctx')) {
        context.report({
          node: declaration,
          message: 'Take a verb apart where it is declared: `verb({ ctx, input })`.',
        });
      } else if ((isTypedVerb(parameter) || takesBoth) && !beginsWithAuthorise(declaration)) {
        context.report({
          node: declaration,
          message: 'Begin a verb with `authorise({ ctx, action, resource })`; then parse, transact, audit, return.',
        });
      }
    },
  }),
};

function isTypedVerb(parameter: SyntaxNode): boolean {
  const type = partOf(partOf(parameter, 'typeAnnotation'), 'typeAnnotation');
  return textOf(partOf(type, 'typeName'), 'name') === 'Verb';
}

function beginsWithAuthorise(declaration: SyntaxNode): boolean {
  const first = partsOf(partOf(declaration, 'body'), 'body')[0];
  const expression = first?.type === 'ExpressionStatement' ? partOf(first, 'expression') : undefined;
  const call = expression?.type === 'AwaitExpression' ? partOf(expression, 'argument') : expression;
  return call?.type === 'CallExpression' && calledName(call) === 'authorise';
}
