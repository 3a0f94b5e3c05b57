import type { Rule } from '../rule.ts';
import { calledName, isFunction, isNode, memberName, nodesIn, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

const declarations = new Set([
  'ClassDeclaration',
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'FunctionDeclaration',
  'ImportDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSModuleDeclaration',
  'VariableDeclaration',
]);

const effects =
  /^(fetch|setInterval|setTimeout|setImmediate|(read|write|append|copy|open|exists|stat|mkdir|rm|unlink)\w*(File|Sync|Dir)\w*|spawn\w*|exec(File)?(Sync)?|fork|createServer|listen|connect|createPool)$/;

/** Importing a file does nothing: no work, no timers, no settings read, no variable that changes. */
export const noTopLevelEffects: Rule = {
  create: (context) => ({
    Program: (program) => {
      const statements = isNode(program) ? partsOf(program, 'body') : [];
      for (const statement of statements) {
        const message = faultOf(statement);
        if (message !== undefined) {
          context.report({ node: statement, message });
        }
      }
    },
  }),
};

function faultOf(statement: SyntaxNode): string | undefined {
  if (!declarations.has(statement.type)) {
    return 'Importing a file does nothing: move this statement into a function that whoever needs it calls.';
  }
  for (const node of nodesIn(statement, (inner) => !isFunction(inner) && !inner.type.startsWith('TS'))) {
    if (node.type === 'VariableDeclaration' && textOf(node, 'kind') !== 'const') {
      return 'A variable of a module is shared by everybody who imports it: keep state in what a function returns.';
    }
    if (node.type === 'AwaitExpression' || isEffect(node)) {
      return 'Importing a file does nothing: no files, processes, timers, network or environment here; do it in a function.';
    }
  }
  return undefined;
}

function isEffect(node: SyntaxNode): boolean {
  const called = node.type === 'CallExpression' ? calledName(node) : undefined;
  return (called !== undefined && effects.test(called)) || memberName(node) === 'process.env';
}
