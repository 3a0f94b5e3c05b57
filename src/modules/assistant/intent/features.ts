/** Words that mean the same in a question, by the one that stands for all of them. */
const sameWords: Readonly<Record<string, string>> = {
  opportunity: 'deal',
  opp: 'deal',
  opps: 'deal',
  conversation: 'call',
  meeting: 'call',
  chat: 'call',
  demo: 'call',
  concern: 'objection',
  pushback: 'objection',
  complaint: 'objection',
  commitment: 'promise',
  committed: 'promise',
  commit: 'commit',
  promised: 'promise',
  pledge: 'promise',
  seller: 'rep',
  salesperson: 'rep',
  ae: 'rep',
  representative: 'rep',
  executive: 'executive',
  client: 'customer',
  prospect: 'customer',
  buyer: 'customer',
  company: 'account',
  spoke: 'talk',
  speak: 'talk',
  spoken: 'talk',
  talked: 'talk',
  talking: 'talk',
  biggest: 'large',
  largest: 'large',
  big: 'large',
  highest: 'large',
  lose: 'lost',
  losing: 'lost',
  loss: 'lost',
  win: 'won',
  winning: 'won',
  closing: 'close',
  closed: 'closed',
  closes: 'close',
  summarize: 'summary',
  summarise: 'summary',
  recap: 'summary',
  summarized: 'summary',
  mentioned: 'mention',
  mentioning: 'mention',
  pending: 'waiting',
  waits: 'waiting',
  unresolved: 'unanswered',
  opened: 'created',
  create: 'created',
  value: 'amount',
  worth: 'worth',
  sum: 'total',
  revenue: 'revenue',
  people: 'people',
  stakeholder: 'contact',
  disagree: 'contradict',
  contradiction: 'contradict',
  discrepancy: 'contradict',
  mismatch: 'contradict',
  deliver: 'deliver',
  delivered: 'deliver',
  recently: 'recent',
  outcome: 'outcome',
  anybody: 'anyone',
  everybody: 'everyone',
  talks: 'talk',
  said: 'say',
  saying: 'say',
  says: 'say',
  asked: 'ask',
  asking: 'ask',
  discussed: 'discuss',
  raised: 'raise',
  objected: 'objection',
  object: 'objection',
  slipping: 'slip',
  slipped: 'slip',
};

const silentWords = new Set([
  'a',
  'an',
  'the',
  'please',
  'can',
  'could',
  'would',
  'you',
  'hey',
  'hi',
  'hello',
  'sophia',
  'just',
  'so',
  'currently',
  'right',
  'now',
  'all',
  'tell',
  'us',
  'kindly',
  'quickly',
]);

/** What the recognizer looks at in a question whose names stand as placeholders: words, pairs of them, beginnings. */
export function featuresOf(masked: string): string[] {
  const words = [...masked.toLowerCase().matchAll(/\{[a-z]+\}|[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu)]
    .map(([word]) => word.replace(/['’]s?$/u, '').replace(/['’]/u, ''))
    .filter((word) => !silentWords.has(word))
    .map(canonical);
  const framed = ['^', ...words, '$'];
  const pairs = framed.slice(1).map((word, place) => `${framed[place] ?? ''} ${word}`);
  const skips = words.slice(2).map((word, place) => `${words[place] ?? ''} _ ${word}`);
  const beginnings = words
    .filter((word) => word.length > 5 && !word.startsWith('{'))
    .map((word) => `${word.slice(0, 5)}*`);
  return [...new Set([...words, ...pairs, ...skips, ...beginnings])];
}

function canonical(word: string): string {
  const singular =
    word.length > 3 && word.endsWith('ies')
      ? `${word.slice(0, -3)}y`
      : word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)
        ? word.slice(0, -1)
        : word;
  return sameWords[word] ?? sameWords[singular] ?? singular;
}
