import type { Rule } from '../rule.ts';
import { calledName, isNode, partOf, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

const levels = new Set(['debug', 'info', 'warn', 'error']);

/** A log message is a fixed sentence that can be searched for; what differs from time to time is a field. */
export const staticLogMessage: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      if (!isNode(node) || !isLogCall(node)) {
        return;
      }
      const [, message] = partsOf(node, 'arguments');
      if (message === undefined || message.type !== 'Literal' || textOf(message, 'value') === undefined) {
        context.report({
          node,
          message: "Log a fixed sentence, and values as fields: `log.info({ callId }, 'The call was stored.')`.",
        });
      }
    },
  }),
};

function isLogCall(call: SyntaxNode): boolean {
  const callee = partOf(call, 'callee');
  const object = partOf(callee, 'object');
  const owner = textOf(object, 'name') ?? textOf(partOf(object, 'property'), 'name') ?? '';
  return callee?.type === 'MemberExpression' && /^log$|Log$/.test(owner) && levels.has(calledName(call) ?? '');
}
