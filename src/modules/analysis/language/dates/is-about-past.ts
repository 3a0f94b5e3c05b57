import type { NumberToken } from '../number-tokens.ts';

const past =
  /^(?:was|were|wasn't|weren't|did|didn't|had|hadn't|went|got|came|said|told|sent|happened|started|signed|noticed|called|posted|paid|landed|ran|left|bought|met|missed|lost|took|made|gave|began|found|saw|switched|moved|ended|ago|became|brought|broke|failed|promised|used)$/u;
const future =
  /^(?:will|won't|shall|going|gonna|can|could|should|would|might|let's|need|needs|want|wants|plan|plans|planning|hope|hoping|expect|scheduled|due|upcoming|next|tomorrow|please|if|.+'ll|can't)$/u;

const isParticiple =
  /^(?!need|speed|indeed|exceed|proceed|feed|seed|hundred|based|used|supposed|excited|interested)\p{L}{3,}ed$/u;

/** Whether a sentence tells of the past: it has a past verb and nothing that looks ahead. */
export function isAboutPast(tokens: readonly NumberToken[]): boolean {
  let hasPast = false;
  let previous = '';
  for (const token of tokens) {
    if (future.test(token.lower)) return false;
    if (
      past.test(token.lower) ||
      (isParticiple.test(token.lower) && !/^(?:is|are|be|been|get|being|to|'re|'s|a|the)$/u.test(previous))
    ) {
      hasPast = true;
    }
    previous = token.lower;
  }
  return hasPast;
}
