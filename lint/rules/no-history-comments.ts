import type { Rule } from '../rule.ts';

const history =
  /\b(TODO|FIXME|XXX|HACK)\b|\b(issue|ticket|PR|pull request) #?\d+|\b(see|fixes|closes|refs) #\d+|\b(previously|formerly|for now|for the time being)\b|\bused to (be|have|do|live|return|take)\b|\b(was|were|has been) (added|renamed|refactored|rewritten|moved) (in|to|from|by|here)\b|\b(milestone|phase|sprint) \d/i;

/** A comment describes what is; what was and what is planned belong to the commit. */
export const noHistoryComments: Rule = {
  create: (context) => ({
    Program: () => {
      for (const comment of context.sourceCode.getAllComments()) {
        const found = history.exec(comment.value);
        if (found !== null) {
          const { sourceCode } = context;
          context.report({
            loc: { start: sourceCode.getLocFromIndex(comment.start), end: sourceCode.getLocFromIndex(comment.end) },
            message: `"${found[0]}": a comment describes the code as it is. History, tickets and plans belong to the commit.`,
          });
        }
      }
    },
  }),
};
