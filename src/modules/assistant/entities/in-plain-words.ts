/** What is written in haste, and how it is read; without it a word of time would be left out without a trace. */
const hasty: readonly (readonly [RegExp, string])[] = [
  [/\bwks?\b/gi, 'week'],
  [/\bq(?:r)?trs?\b/gi, 'quarter'],
  [/\byrs?\b/gi, 'year'],
  [/\bmths?\b/gi, 'month'],
  [/\b(this|last|next|past|previous|current|coming|the|my|our) q\b(?! ?[1-4])/gi, '$1 quarter'],
  [/\b(\d{1,3}) ?d(?:ays?)?\b/gi, '$1 days'],
  [/\b(\d{1,3}) ?w(?:eeks?)?\b/gi, '$1 weeks'],
  [/\b(\d{1,2}) ?mos?\b/gi, '$1 months'],
  [/\b(\d{1,3}) ?month\b/gi, '$1 months'],
  [/\b(?:a )?couple (?:of )?(?=(?:day|week|month)s?\b)/gi, '2 '],
  [/\b(?:by|before|until|till) (?:the )?end of (?:the |this )?(week|month|quarter|year)\b/gi, 'this $1'],
  [/\b(?:by |before |until )?(?:eow|week[- ]end)\b/gi, 'this week'],
  [/\b(?:by |before |until )?(?:eom|month[- ]end)\b|\bmtd\b/gi, 'this month'],
  [/\b(?:by |before |until )?(?:eoq|quarter[- ]end)\b|\bqtd\b/gi, 'this quarter'],
  [/\b(?:by |before |until )?(?:eoy|year[- ]end)\b|\bytd\b/gi, 'this year'],
  [/\bavg\b/gi, 'average'],
  [/\bpipe\b/g, 'pipeline'],
  [/\b(what|how|where|who|when)s\b/gi, '$1 is'],
  [/\br\b/g, 'are'],
  [/\bu\b/g, 'you'],
  [/\bgonna\b/gi, 'going to'],
];

/** A question with the short forms of everyday writing spelled out. */
export function inPlainWords(text: string): string {
  return hasty.reduce((plain, [form, word]) => plain.replaceAll(form, word), text);
}
