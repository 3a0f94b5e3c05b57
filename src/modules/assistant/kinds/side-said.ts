import type { Asked } from './question-kind.ts';

/** “Promises of ours”; where a question of both sides does not say whose, those of both. */
export function sideSaid({ text, focus }: Asked): 'ours' | 'theirs' | null {
  if (focus.owner !== null || focus.contact !== null) return null;
  const theirSide =
    /\b(?:theirs|(?<!\bwho\b.*)their (?:(?:open|late|overdue) )?(?:promises?|commitments?|follow[- ]?ups?)|they (?:have |had )?(?:promis|ow|commit|sa[iy])\w*|(?:customers?|buyers?|clients?|prospects?)(?:['’]s?)? (?:promise|owe|commit)\w*|(?:of|by|from) (?:the |our )?(?:customers?|buyers?|clients?|prospects?)|owed? us|promised us)\b/i;
  if (theirSide.test(text)) return 'theirs';
  return /\b(?:ours?|we)\b/i.test(text) ? 'ours' : null;
}
