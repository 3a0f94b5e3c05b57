const compares =
  /\b(?:compare[ds]?|comparing|comparison|vs|versus|difference between|(?:more|less|fewer|better|worse|higher|lower)\b(?! than\b).*\bthan|(?:better|worse|bigger|larger|stronger|weaker|healthier) than|(?:side by side|next to each other|beside each other))\b/i;

/** Whether a text asks for things side by side. */
export function asksToCompare(text: string): boolean {
  return compares.test(text);
}
