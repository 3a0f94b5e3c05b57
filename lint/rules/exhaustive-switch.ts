import type { Rule } from '../rule.ts';
import { isFunction, isNode, nodesIn, parentOf, partOf, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

/** A `switch` takes every case: by its return type, which TypeScript checks, or by a `default` that says what it means. */
export const exhaustiveSwitch: Rule = {
  create: (context) => ({
    SwitchStatement: (node) => {
      if (!isNode(node)) return;
      const rest = partsOf(node, 'cases').find((each) => partOf(each, 'test') === undefined);
      if (rest === undefined) {
        if (!isSeenByCompiler(node)) {
          context.report({
            node,
            message:
              'The compiler does not see what this `switch` leaves out: return a value from every case, or end with `default: kind satisfies never;`, or with a `default` that says in a comment why the rest is passed over.',
          });
        }
        return;
      }
      const isCommented = context.sourceCode
        .getAllComments()
        .some((comment) => comment.start >= rest.start && comment.end <= node.end);
      if (!leaves(partsOf(rest, 'consequent')) && !isCommented) {
        context.report({
          node: rest,
          message:
            'A `default` returns, throws, is `kind satisfies never;`, or says in a comment why the rest is passed over: a new member of the union lands here.',
        });
      }
    },
  }),
};

/** Where every case returns a value or throws, `noImplicitReturns` finds the one that is missing. */
function isSeenByCompiler(node: SyntaxNode): boolean {
  const last = partsOf(node, 'cases').filter((each) => partsOf(each, 'consequent').length > 0);
  return !givesNothing(enclosingFunction(node)) && last.every((each) => leaves(partsOf(each, 'consequent'), isValue));
}

function leaves(statements: readonly SyntaxNode[], counts: (statement: SyntaxNode) => boolean = () => true): boolean {
  const last = statements.at(-1);
  switch (last?.type) {
    case 'ReturnStatement':
      return counts(last);
    case 'ThrowStatement':
      return true;
    case 'ExpressionStatement':
      return isNever(partOf(last, 'expression'));
    case 'BlockStatement':
      return leaves(partsOf(last, 'body'), counts);
    case 'IfStatement':
    case 'SwitchStatement':
    case 'TryStatement':
    case 'ForOfStatement':
      return [...nodesIn(last, (inner) => !isFunction(inner))].some(
        (inner) => inner.type === 'ReturnStatement' && counts(inner),
      );
    default:
      return false;
  }
}

/** The compiler holds that nothing is left: it refuses `kind satisfies never` once the union has a further member. */
function isNever(expression: SyntaxNode | undefined): boolean {
  return (
    expression?.type === 'TSSatisfiesExpression' && partOf(expression, 'typeAnnotation')?.type === 'TSNeverKeyword'
  );
}

function isValue(statement: SyntaxNode): boolean {
  return partOf(statement, 'argument') !== undefined;
}

function enclosingFunction(node: SyntaxNode): SyntaxNode | undefined {
  const around = parentOf(node);
  return around === undefined || isFunction(around) ? around : enclosingFunction(around);
}

/** A function that is declared `void` may leave its end unsaid, and so a case. */
function givesNothing(outer: SyntaxNode | undefined): boolean {
  if (outer === undefined) return true;
  const type = partOf(partOf(outer, 'returnType'), 'typeAnnotation');
  const inner = partsOf(partOf(type, 'typeArguments'), 'params')[0];
  const isPromise = textOf(partOf(type, 'typeName'), 'name') === 'Promise';
  return type?.type === 'TSVoidKeyword' || (isPromise && inner?.type === 'TSVoidKeyword');
}
