const said = String.raw`\b(?:mention\w*|discuss\w*|brought up|bring(?:s|ing)? up|talk\w* of|about|regarding|concerning)`;
const rival = String.raw`(?:(?:any|an?|our|the|some|other)\s+)?(?:competit(?:ors?|ion)|rivals?|\{competitor\})`;
const joint = String.raw`(?:\s*,\s*(?:and\s+|or\s+)?|\s*[&+]\s*|\s+(?:and|or|as well as|plus)\s+)`;
/** What goes on with these is said of the deals, or is a question of its own, and no thing that was mentioned. */
const goesOn = String.raw`(?:are|is|was|were|has|have|had|do|does|did|can|could|will|would|should|clos\w*|won|lost|w[hi]\w*|how|tell|show|list|give|in|on|with\w*|of|for|from|by|at|to|not|no|over|under|still|stuck|that|then|if|so|please|thanks?|(?:(?:any|an?|our|the|some|other)\s+)?(?:competit\w*|rivals?))`;
const thing = String.raw`((?:the\s+)?(?!${goesOn}\b)[\p{L}\d’'-]+(?:\s+(?!${goesOn}\b|and\b|or\b|during\b|this\b|last\b|most\b|often\b)[\p{L}\d’'-]+){0,2})`;

const forms = [
  new RegExp(String.raw`${said}\s+${rival}${joint}${thing}`, 'iu'),
  new RegExp(String.raw`${said}\s+${thing}${joint}${rival}`, 'iu'),
];

/** What a question wants mentioned beside a competitor, by which no answer is narrowed: “competitors and price”. */
export function besideRival(masked: string): string | null {
  for (const form of forms) {
    const found = form.exec(masked)?.[1];
    if (found !== undefined) return found.trim();
  }
  return null;
}
