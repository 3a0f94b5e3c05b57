import type { Rule, RuleContext } from '../rule.ts';

const longestComment = 3;
const switchesOff = /(eslint|oxlint)-disable|@ts-(expect-error|ignore|nocheck)/;

interface Comment {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A comment says why in three lines at most; one that switches a check off gives its reason. */
export const shortComments: Rule = {
  create: (context) => ({
    Program: () => {
      const blocks = joinLineComments(context);
      for (const [place, block] of blocks.entries()) {
        const isFirst = place === 0 && standsAtTop(context, block);
        if (linesOf(block) > longestComment && !isFirst) {
          context.report({
            loc: locationOf(context, block),
            message: `A comment has ${longestComment} lines at most: say why and leave the what to the code. One longer comment may stand at the top of a file.`,
          });
        }
        if (switchesOff.test(block.value) && !/ -- \S/.test(block.value)) {
          context.report({
            loc: locationOf(context, block),
            message: 'Say why the check is off: `oxlint-disable-next-line rule -- reason`.',
          });
        }
      }
    },
  }),
};

/** Line comments on neighboring lines are read as one. */
function joinLineComments(context: RuleContext): Comment[] {
  const blocks: Comment[] = [];
  for (const comment of context.sourceCode.getAllComments()) {
    const last = blocks.at(-1);
    const between = last === undefined ? '' : context.sourceCode.text.slice(last.end, comment.start);
    if (last?.type === 'Line' && comment.type === 'Line' && /^\r?\n[ \t]*$/.test(between)) {
      blocks[blocks.length - 1] = { ...last, value: `${last.value}\n${comment.value}`, end: comment.end };
    } else {
      const { type, value, start, end } = comment;
      blocks.push({ type, value, start, end });
    }
  }
  return blocks;
}

function linesOf(block: Comment): number {
  return block.value.split('\n').filter((line) => /[^\s*]/.test(line)).length;
}

function standsAtTop(context: RuleContext, block: Comment): boolean {
  const firstCode = context.sourceCode.ast.body.find((statement) => statement.type !== 'ImportDeclaration');
  return firstCode === undefined || block.start < firstCode.start;
}

function locationOf(context: RuleContext, block: Comment) {
  const { sourceCode } = context;
  return { start: sourceCode.getLocFromIndex(block.start), end: sourceCode.getLocFromIndex(block.end) };
}
