/** Sounds that carry no meaning; patterns are written and matched without them. */
const fillers = new Set(['um', 'uh', 'umm', 'uhm', 'er', 'erm', 'ah', 'hmm', 'hm', 'mm', 'mhm', 'uhh', 'ummm']);

const wholeWords = new Map<string, readonly string[]>([
  ["won't", ['will', 'not']],
  ["can't", ['can', 'not']],
  ["shan't", ['shall', 'not']],
  ["ain't", ['is', 'not']],
  ["let's", ['let', 'us']],
  ["y'all", ['you']],
  ['cannot', ['can', 'not']],
  ['cant', ['can', 'not']],
  ['dont', ['do', 'not']],
  ['doesnt', ['does', 'not']],
  ['didnt', ['did', 'not']],
  ['isnt', ['is', 'not']],
  ['wont', ['will', 'not']],
  ['gonna', ['going', 'to']],
  ['wanna', ['want', 'to']],
  ['gotta', ['got', 'to']],
  ['gotcha', ['got', 'it']],
  ['lemme', ['let', 'me']],
  ['ok', ['okay']],
  ['yep', ['yes']],
  ['yeah', ['yes']],
  ['yup', ['yes']],
  ['nope', ['no']],
  ["ma'am", ['madam']],
]);

const endings = new Map<string, string>([
  ["'ll", 'will'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'m", 'am'],
  ["'d", 'would'],
]);

/** Words whose `'s` is `is` or `has` far more often than a possessive. */
const isWords = new Set(
  `it that this he she there what who where how when here why which everything nothing something everybody
   nobody everyone one thing problem worry issue question concern answer point timing price friday monday
   tuesday wednesday thursday tomorrow noon morning afternoon today two three four five six seven eight nine ten
   eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand o'clock`.split(/\s+/u),
);

/**
 * Returns the plain forms of one lower-case word: contractions opened (`can't` becomes `can`, `not`), fillers gone.
 * Lexicon patterns pass through it too, so either way of writing matches either way of speaking.
 */
export function expandWord(lower: string): readonly string[] {
  if (fillers.has(lower)) return [];
  const whole = wholeWords.get(lower);
  if (whole !== undefined) return whole;
  const apostrophe = lower.lastIndexOf("'");
  if (apostrophe <= 0) return [lower];
  if (lower.endsWith("n't")) return [lower.slice(0, -3), 'not'];
  const ending = lower.slice(apostrophe);
  const stem = lower.slice(0, apostrophe);
  const meaning = endings.get(ending);
  if (meaning !== undefined) return [...expandWord(stem), meaning];
  if (ending === "'s") return isWords.has(stem) ? [stem, 'is'] : [stem, "'s"];
  return [lower];
}
