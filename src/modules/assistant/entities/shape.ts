/** What things are counted by: `per rep`, `which stage has the most`. */
export type Dimension =
  | 'stage'
  | 'owner'
  | 'account'
  | 'competitor'
  | 'pipeline'
  | 'reason'
  | 'kind'
  | 'month'
  | 'quarter';
export type Order = 'most' | 'least';

/** One number for each value of a dimension, the most or the least first where that is asked. */
export interface Grouping {
  readonly by: Dimension;
  readonly order: Order | null;
  /** What is compared: how many there are, or what they are worth together; null where the question leaves it open. */
  readonly of: 'count' | 'sum' | null;
}

/** What a superlative is about: size (amount), time (how old), length, or the day of closing. */
export type Axis = 'size' | 'time' | 'length' | 'close';

/** Single things in an order: `the three smallest`, `the oldest`. */
export interface Ranking {
  readonly by: Axis;
  readonly order: Order;
  readonly count: number | null;
}

const dimensions: readonly (readonly [Dimension, string])[] = [
  ['stage', String.raw`(?:deal |sales |pipeline )?stages?|phases?`],
  [
    'owner',
    String.raw`(?:sales )?reps?|sellers?|(?:deal )?owners?|aes?|account executives?|sales ?people|sales ?persons?|(?:sales )?representatives?|team ?members?|colleagues?`,
  ],
  ['account', String.raw`accounts?|customers?|company|companies|clients?|buyers?|prospects?`],
  ['competitor', String.raw`competitors?|rivals?`],
  ['pipeline', String.raw`pipelines?`],
  ['reason', String.raw`(?:loss |lost |losing )?reasons?`],
  ['kind', String.raw`kinds?|types?|categor(?:y|ies)`],
  ['month', String.raw`months?`],
  ['quarter', String.raw`quarters?`],
];
const anyDimension = dimensions.map(([, words]) => words).join('|');
const mostWords = 'most|more|largest|biggest|highest|greatest|top';
const leastWords = 'fewest|least|smallest|lowest';
const moneyWords = String.raw`pipeline|value|money|revenue|amounts?|dollars|worth|totals?|sum|volume|bookings|business`;
const ownVerbs =
  'has|had|have|owns?|won|wins?|lost|loses?|closed|closes?|made|makes?|led|leads?|holds?|held|sold|sells?|created|booked|carries|carry|manages?|handles?|did|brought|landed|signed';

/** `by stage`, `per rep`, `for each account`. */
const each = new RegExp(
  String.raw`\b(?:(?:broken down |split |grouped |sorted |ranked |compared )?(?:by|per)|(?:for|in|of|at|from|with) (?:each|every)|each|every)\s+(${anyDimension})\b`,
  'i',
);
const over = new RegExp(String.raw`\b(?:over|across|among) (?:(?:the|our|all|different) )*(${anyDimension})\b`, 'i');
/** `our win rate against competitors`: against each of them. */
const rivals =
  /\b(?:against|versus|vs\.?) (?:(?:the|our|all|any|other|different|main|various) )*(competitors|rivals)\b/i;
const extremes = `(?:${mostWords}|${leastWords})`;
/** `which stage has the most deals`, `the rep with the fewest calls`. */
const which = new RegExp(
  String.raw`(?:^\W*|\b(?:which|what|whose|the)\s+)(${anyDimension})\b((?:\s+(?!deals?\b|calls?\b)[\p{L}{}'’]+){0,6}?)\s+(?:the |by far the )?(${extremes})\b(?:\s+(?:of )?(?:the |our |open |total |number of |in )*([\p{L}]+)(?:\s+([\p{L}]+))?)?`,
  'iu',
);
const whoHas = new RegExp(
  String.raw`\bwho(?:\s+of\s+[\p{L}]+)?\s+(?:(?:currently|recently|usually)\s+)?(?:${ownVerbs}|(?:is|goes|runs) up against|faces|competes)\b(?:\s+[\p{L}{}'’]+){0,3}?\s+(?:the )?(${extremes})\b(?:\s+(?:of )?(?:the |our |open |total |number of |in )*([\p{L}]+)(?:\s+([\p{L}]+))?)?`,
  'iu',
);

/** `top 3 reps by pipeline`, `rank the reps by won deals`. */
const best = new RegExp(
  String.raw`\b(top|best|bottom|worst|rank(?:ing)?(?: of)?)\s+(?:(?:\d{1,2}|[a-z]{3,5}|the|our|all)\s+){0,2}?(${anyDimension})\s+by\s+(?:(?:number|value|amount|total|sum|open|won|lost|of|their|the)\s+)*([\p{L}]+)`,
  'iu',
);

/** What is counted by what, where a text asks for that. */
export function findGrouping(text: string): Grouping | null {
  const asked = which.exec(text);
  if (asked !== null) {
    const [, dimension = '', , extreme = '', noun = '', next = ''] = asked;
    const grouping = groupingOf({ by: dimensionOf(dimension), extreme, noun, next });
    if (grouping !== null) return grouping;
  }
  const owned = whoHas.exec(text);
  if (owned !== null) {
    const [, extreme = '', noun = '', next = ''] = owned;
    const grouping = groupingOf({ by: 'owner', extreme, noun, next });
    if (grouping !== null) return grouping;
  }
  const ranked = best.exec(text);
  if (ranked !== null) {
    const [, extreme = '', dimension = '', noun = ''] = ranked;
    const isOfSum = new RegExp(`^(?:${moneyWords})$`, 'i').test(noun);
    const order = /^(?:bottom|worst)$/i.test(extreme) ? 'least' : 'most';
    return { by: dimensionOf(dimension), order, of: isOfSum ? 'sum' : 'count' };
  }
  const plain = each.exec(text) ?? over.exec(text) ?? rivals.exec(text);
  if (plain === null) return null;
  const [words = '', dimension = ''] = plain;
  // “made by customers” says who did it.
  if (/^by\s/i.test(words) && /s$/i.test(dimension) && !/^(?:stages|reps|sales|kinds|months)/i.test(dimension))
    return null;
  return { by: dimensionOf(dimension), order: orderBeside(text), of: null };
}

/** The text without what asks for groups or an order: `open deals` of “which rep has the most open deals”. */
export function withoutShape(text: string): string {
  const superlative = new RegExp(
    String.raw`\b(?:${superlatives.map(([words]) => words).join('|')}|top|bottom)\b`,
    'gi',
  );
  return text
    .replace(which, (_whole, _dimension, between = '', _extreme, noun = '', next = '') => `${between} ${noun} ${next}`)
    .replace(whoHas, (_whole, _extreme, noun = '', next = '') => `${noun} ${next}`)
    .replace(each, ' ')
    .replace(over, ' ')
    .replaceAll(superlative, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** One superlative for a single thing: “the rep with the biggest deal” is about the deal. */
function groupingOf({
  by,
  extreme,
  noun,
  next,
}: {
  by: Dimension;
  extreme: string;
  noun: string;
  next: string;
}): Grouping | null {
  const order = orderOf(extreme);
  const isMoney = new RegExp(`^(?:${moneyWords})$`, 'i');
  const isOfSum = isMoney.test(noun) || isMoney.test(next);
  const isOfRate = /^(?:win|close|closing|conversion)$/i.test(noun) || /^(?:average|mean|typical)$/i.test(noun);
  if (isOfRate) return { by, order, of: null };
  const isOfSize = /^(?:largest|biggest|highest|greatest|top|smallest|lowest)$/i.test(extreme);
  if (isOfSize && /^(?:number|count)$/i.test(noun)) return { by, order, of: 'count' };
  if (isOfSize && !isOfSum) return null;
  if (/^(?:recent|valuable|often|important|common|likely|frequent|urgent)$/i.test(noun)) return null;
  const isNoun = noun !== '' && !/^(?:in|on|at|by|with|of|from|for|during|this|last|next|to|since)$/i.test(noun);
  return { by, order, of: isOfSum ? 'sum' : isNoun ? 'count' : null };
}

function dimensionOf(words: string): Dimension {
  return dimensions.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, 'i').test(words))?.[0] ?? 'owner';
}

function orderOf(word: string): Order {
  return new RegExp(`^(?:${leastWords})$`, 'i').test(word) ? 'least' : 'most';
}

/** “Rank the reps by …, fewest first”. */
function orderBeside(text: string): Order | null {
  const word = new RegExp(String.raw`\b(${extremes}) first\b`, 'i').exec(text)?.[1];
  return word === undefined ? null : orderOf(word);
}

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const anyNumber = String.raw`\d{1,2}|${Object.keys(numbers).join('|')}`;

/** Superlatives with what they are about; the more telling forms first. */
const superlatives: readonly (readonly [string, Axis, Order])[] = [
  ['least valuable|lowest[- ]value|lowest[- ]valued', 'size', 'least'],
  ['most valuable|highest[- ]value|highest[- ]valued|worth the most|most expensive', 'size', 'most'],
  ['worth the least|least expensive', 'size', 'least'],
  ['open (?:for )?(?:the )?longest|longest[- ]open|longest[- ]running', 'time', 'least'],
  ['most recent|newest|latest|youngest', 'time', 'most'],
  ['oldest|earliest', 'time', 'least'],
  [String.raw`(?:very )?first(?= (?:ever )?(?:calls?|conversations?|meetings?)\b)`, 'time', 'least'],
  ['longest', 'length', 'most'],
  ['shortest|briefest', 'length', 'least'],
  ['smallest|lowest|tiniest|cheapest|littlest', 'size', 'least'],
  ['biggest|largest|highest|greatest|heftiest', 'size', 'most'],
];
const closeFirst =
  /\b(?:clos(?:e|es|ing)|due|end(?:s|ing)?)\b(?:\s+[\p{L}]+){0,2}?\s+(?:the )?(soonest|first|next|earliest|last|latest)\b/iu;

/** Single things in the order that a text asks for: the superlative, and how many are meant. */
export function findRanking(text: string): Ranking | null {
  const closing = closeFirst.exec(text);
  if (closing !== null)
    return { by: 'close', order: /^la(?:st|test)$/i.test(closing[1] ?? '') ? 'most' : 'least', count: countIn(text) };
  for (const [words, by, order] of superlatives) {
    if (new RegExp(String.raw`\b(?:${words})\b`, 'i').test(text)) return { by, order, count: countIn(text) };
  }
  const place = new RegExp(
    String.raw`\b(top|bottom) (?:${anyNumber})?\s*(?:open |won |lost )?(?:deals?|opportunit|renewals?|opps?)`,
    'i',
  ).exec(text);
  if (place === null) return null;
  return { by: 'size', order: /^bottom$/i.test(place[1] ?? '') ? 'least' : 'most', count: countIn(text) };
}

/** `top 3`, `the three smallest`. */
function countIn(text: string): number | null {
  const word = new RegExp(
    String.raw`\b(?:(?:top|bottom|first|last|the|our|my|show|list|'s|’s)\s+(${anyNumber})\s+(?!days?\b|weeks?\b|months?\b)|(${anyNumber})\s+(?:${superlatives.map(([words]) => words).join('|')})\b)`,
    'i',
  ).exec(text);
  const said = (word?.[1] ?? word?.[2])?.toLowerCase();
  if (said === undefined) return null;
  const count = numbers[said] ?? Number(said);
  return Number.isInteger(count) && count > 0 ? count : null;
}
