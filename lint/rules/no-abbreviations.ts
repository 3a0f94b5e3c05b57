import type { Rule, RuleContext } from '../rule.ts';
import { isNode, isSet, partOf, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

/** What is written short, and the word. `url`, `id`, `json`, `ctx` and `db` are words here. */
const words: Readonly<Record<string, string>> = {
  acc: 'total',
  arr: 'the plural of what it holds',
  btn: 'button',
  cb: 'callback',
  cfg: 'config',
  cmd: 'command',
  cnt: 'count',
  conf: 'config',
  cur: 'current',
  curr: 'current',
  elem: 'element',
  err: 'error',
  evt: 'event',
  fn: 'the verb that it does',
  idx: 'index',
  len: 'length',
  msg: 'message',
  msgs: 'messages',
  num: 'count',
  obj: 'what it is',
  opt: 'option',
  opts: 'options',
  prev: 'previous',
  ptr: 'pointer',
  pwd: 'password',
  req: 'request',
  res: 'response',
  ret: 'result',
  str: 'text',
  tmp: 'what it holds',
  usr: 'user',
  val: 'value',
};

/** Names are full words, so that they can be read aloud and searched for. */
export const noAbbreviations: Rule = {
  create: (context) => {
    function checkId(node: unknown): void {
      checkBinding(context, isNode(node) ? partOf(node, 'id') : undefined);
    }
    function checkParameters(node: unknown): void {
      for (const parameter of isNode(node) ? partsOf(node, 'params') : []) {
        checkBinding(context, parameter);
      }
    }
    function checkFunction(node: unknown): void {
      checkId(node);
      checkParameters(node);
    }
    return {
      VariableDeclarator: checkId,
      ClassDeclaration: checkId,
      TSInterfaceDeclaration: checkId,
      TSTypeAliasDeclaration: checkId,
      FunctionDeclaration: checkFunction,
      FunctionExpression: checkFunction,
      ArrowFunctionExpression: checkParameters,
      TSPropertySignature: (node) => {
        checkName(context, isNode(node) ? partOf(node, 'key') : undefined);
      },
    };
  },
};

/** The names that a pattern binds; `{ res: response }` binds `response` and is what to do with a vendor's `res`. */
function checkBinding(context: RuleContext, pattern: SyntaxNode | undefined): void {
  switch (pattern?.type) {
    case 'Identifier':
      checkName(context, pattern);
      return;
    case 'AssignmentPattern':
      checkBinding(context, partOf(pattern, 'left'));
      return;
    case 'RestElement':
      checkBinding(context, partOf(pattern, 'argument'));
      return;
    case 'ArrayPattern':
      for (const element of partsOf(pattern, 'elements')) {
        checkBinding(context, element);
      }
      return;
    case 'ObjectPattern':
      for (const property of partsOf(pattern, 'properties')) {
        checkBinding(context, property.type === 'Property' ? partOf(property, 'value') : property);
      }
      return;
    default:
    // A member such as `this.a` binds no name.
  }
}

function checkName(context: RuleContext, identifier: SyntaxNode | undefined): void {
  const name = isSet(identifier, 'computed') ? undefined : textOf(identifier, 'name');
  const parts = name?.split(/(?=[A-Z])|_/).map((part) => part.toLowerCase()) ?? [];
  const short = parts.find((part) => Object.hasOwn(words, part));
  if (identifier !== undefined && short !== undefined) {
    context.report({
      node: identifier,
      message: `"${name}": names are full words. For \`${short}\` say ${words[short]}.`,
    });
  }
}
