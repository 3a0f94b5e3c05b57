/** Names begin with a number and a letter too: 3D Systems. */
const ofDays = String.raw`(?<=\b(?:last|past|previous|next|coming|in|within|for)(?: the)? )(\d{1,3}) ?`;
const noName = String.raw`(?=$|[?!.,;)]| (?:and|at|by|for|from|in|of|on|or|over|to|with|calls?|deals?)\b)`;

/** What is written in haste, and how it is read; without it a word of time would be left out without a trace. */
const hasty: readonly (readonly [RegExp, string])[] = [
  [/\bwks?\b/gi, 'week'],
  [/\bq(?:r)?trs?\b/gi, 'quarter'],
  [/\byrs?\b/gi, 'year'],
  [/\bmths?\b/gi, 'month'],
  [/\b(this|last|next|past|previous|current|coming|the|my|our) q\b(?! ?[1-4])/gi, '$1 quarter'],
  [/\b(\d{1,3}) ?(day|week|month)s?\b/gi, '$1 $2s'],
  [new RegExp(`${ofDays}d\\b${noName}`, 'gi'), '$1 days'],
  [new RegExp(`${ofDays}w\\b${noName}`, 'gi'), '$1 weeks'],
  [new RegExp(`${ofDays}mos?\\b${noName}`, 'gi'), '$1 months'],
  [/\b(?:a )?couple (?:of )?(?=(?:day|week|month)s?\b)/gi, '2 '],
  [/\b(?:by|before|until|till) (?:the )?end of (?:the |this )?(week|month|quarter|year)\b/gi, 'this $1'],
  [/\b(?:by |before |until )?(?:eow|week[- ]end)\b/gi, 'this week'],
  [/\b(?:by |before |until )?(?:eom|month[- ]end)\b|\bmtd\b/gi, 'this month'],
  [/\b(?:by |before |until )?(?:eoq|quarter[- ]end)\b|\bqtd\b/gi, 'this quarter'],
  [/\b(?:by |before |until )?(?:eoy|year[- ]end)\b|\bytd\b/gi, 'this year'],
  [/\bavg\b/gi, 'average'],
  [/\b(what|how|where|who|when)s\b/gi, '$1 is'],
  [/\bgonna\b/gi, 'going to'],
];

/** What may be part of a name or a topic as well, and tells of a question only what kind it is. */
const hastyOfKind: readonly (readonly [RegExp, string])[] = [
  [/\bpipe\b/g, 'pipeline'],
  [/(?<!&)\br\b(?!&)/g, 'are'],
  [/\bu\b(?!\.)/g, 'you'],
];

/** A question with the short forms of everyday writing spelled out. */
export function inPlainWords(text: string): string {
  return hasty.reduce((plain, [form, word]) => plain.replaceAll(form, word), text);
}

/** The same of a question in which names and topics are marked. */
export function kindInPlainWords(masked: string): string {
  return hastyOfKind.reduce((plain, [form, word]) => plain.replaceAll(form, word), masked);
}
