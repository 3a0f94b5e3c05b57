/** Bounds of an amount of money, as a question names them: `over $50k`, `between 20k and 50k`. */
export interface AmountRange {
  readonly least: number | null;
  readonly most: number | null;
  /** Whether a bound itself is meant as well: `at least`, not `over`. */
  readonly includesLeast: boolean;
  readonly includesMost: boolean;
  /** The currency that was said; that of the workspace where none was. */
  readonly currency: string | null;
}

export interface FoundAmount {
  readonly range: AmountRange;
  /** The text without the words of the bounds. */
  readonly rest: string;
}

type Bound = Pick<AmountRange, 'least' | 'most' | 'includesLeast' | 'includesMost'>;
type Form = readonly [RegExp, (amounts: readonly number[]) => Bound | null];

const open: Bound = { least: null, most: null, includesLeast: false, includesMost: false };
const sign = String.raw`(?:[$€£]|\b(?:usd|eur|gbp)\s?)?`;
const amount = String.raw`${sign}\s?\d[\d,]*(?:\.\d+)?\s?(?:k\b|m\b|mm\b|mn\b|thousand\b|million\b|grand\b)?(?:\s?(?:dollars|euros|pounds|usd|eur|gbp)\b)?`;
/** What stands before the bound and says nothing more: `with an amount`, `worth`, `that are`. */
const lead = String.raw`(?:\b(?:that |which )?(?:is |are |was |were |being )?(?:worth|valued at|priced at|sized|with (?:an? |the )?(?:amount|value|size|price)s?(?: of| that is| that are)?|whose (?:amount|value|size) (?:is|was))\s+|\b(?:that|which) (?:is|are|was|were)\s+)?`;

const forms: readonly Form[] = [
  [
    between(String.raw`(?:\bbetween|\bfrom|\branging from)\s+(${amount})\s*(?:\band\b|\bto\b|-|–)\s*(${amount})`),
    ([one = 0, other = 0]) =>
      one > other ? null : { least: one, most: other, includesLeast: true, includesMost: true },
  ],
  [
    between(
      String.raw`(?:\bat least|\b(?:no|not) (?:less|smaller|lower) than|\ba minimum of|>=|≥)\s*(${amount})|(${amount})(?:\s?\+|\s+plus\b|\s+(?:or|and) (?:more|above|over|up|upwards?|higher|bigger|larger|greater)\b)`,
    ),
    ([least = 0]) => ({ ...open, least, includesLeast: true }),
  ],
  [
    between(
      String.raw`(?:\bat most|\bup to|\b(?:no|not) (?:more|larger|bigger|higher) than|\bnot (?:over|above)|\ba maximum of|<=|≤)\s*(${amount})|(${amount})\s+(?:or|and) (?:less|below|under|smaller|lower|fewer)\b`,
    ),
    ([most = 0]) => ({ ...open, most, includesMost: true }),
  ],
  [
    between(
      String.raw`(?:\b(?:more|greater|larger|bigger|higher) than|\bover|\babove|\bexceed(?:s|ing)?|\bnorth of|\bupwards of|\bin excess of|\bbeyond|>)\s*(${amount})`,
    ),
    ([least = 0]) => ({ ...open, least }),
  ],
  [
    between(
      String.raw`(?:\b(?:less|smaller|lower|cheaper|fewer) than|\bunder|\bbelow|\bsouth of|\bshort of|\bbeneath|<)\s*(${amount})`,
    ),
    ([most = 0]) => ({ ...open, most }),
  ],
  [
    between(
      String.raw`\b(?:exactly|equal to|worth)\s+((?:[$€£]\s?\d[\d,.]*\d|[$€£]\s?\d|\d[\d,.]*(?= ?(?:k|m)\b))\s?(?:[km]\b)?)`,
    ),
    ([exact = 0]) => ({ least: exact, most: exact, includesLeast: true, includesMost: true }),
  ],
];

/** What is counted and is no money: `more than 30 days`. */
const otherUnit =
  /^\s*(?:%|percent|(?:open |new |business |calendar )?(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?|mins?|seconds?|times?|calls?|deals?|meetings?|people|persons?|contacts?|turns?|words?|stages?|reps?|employees|units?|mentions?|objections?|questions?|promises?|emails?)\b)/i;
const multiples: Readonly<Record<string, number>> = {
  k: 1000,
  thousand: 1000,
  grand: 1000,
  m: 1_000_000,
  mm: 1_000_000,
  mn: 1_000_000,
  million: 1_000_000,
};
const currencies: readonly (readonly [RegExp, string])[] = [
  [/\$|usd|dollar/i, 'USD'],
  [/€|eur/i, 'EUR'],
  [/£|gbp|pound/i, 'GBP'],
];
/** A bare number below it is no amount, as long as nothing says so. */
const leastBareAmount = 1000;

/** The bounds of an amount that a text names, all of them together; null where it names none. */
export function findAmount(text: string): FoundAmount | null {
  let rest = inFigures(text);
  let bound = open;
  let currency: string | null = null;
  let found = false;
  for (const [pattern, read] of forms) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const said = match.slice(1).filter((part) => part !== undefined);
    const amounts = amountsOf({ said, after: rest.slice(match.index + match[0].length), text });
    const next = amounts === null ? null : read(amounts);
    if (next === null) continue;
    bound = both(bound, next);
    currency ??= currencies.find(([word]) => word.test(match[0]))?.[1] ?? null;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    found = true;
  }
  if (!found) return null;
  return { range: { ...bound, currency }, rest: rest.replace(/\s+(?:but|and)\s*(?=[?.!]?\s*$)/i, ' ') };
}

const spokenNumbers: Readonly<Record<string, string>> = {
  'half a': '0.5',
  a: '1',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  fifteen: '15',
  twenty: '20',
  'twenty-five': '25',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  'seventy-five': '75',
  eighty: '80',
  ninety: '90',
};

/** `fifty thousand` as `50 thousand`, `two hundred grand` as `200 grand`. */
function inFigures(text: string): string {
  const words = Object.keys(spokenNumbers)
    .toSorted((one, other) => other.length - one.length)
    .join('|');
  return text.replaceAll(
    new RegExp(String.raw`\b(${words})( hundred)?(?= (?:thousand|grand|k|million)\b)`, 'gi'),
    (_whole, word: string, hundred: string | undefined) =>
      String(Number(spokenNumbers[word.toLowerCase()] ?? '0') * (hundred === undefined ? 1 : 100)),
  );
}

/** A comparison with a number that is left in a text: what it narrows is not understood. */
export function findOtherBound(text: string): string | null {
  const match =
    /\b(?:more|less|fewer|greater|larger|bigger|smaller|higher|lower|longer|shorter|older|newer) than (?:an? )?(?:half |couple |few )?[\p{L}\d$€£.,]+(?: \p{L}+)?|\b(?:at least|at most|exceeding|north of|south of|upwards of)\s+[\p{L}\d$€£.,]+(?: \p{L}+)?|\b(?:over|above|under|below|between|up to)\s+(?:an? )?[$€£]?(?:\d|half|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)[\p{L}\d.,]*(?: \p{L}+)?/iu.exec(
      text,
    );
  return match?.[0].trim() ?? null;
}

function between(pattern: string): RegExp {
  return new RegExp(`${lead}(?:${pattern})`, 'i');
}

/** The amounts in figures; null where one of them is no money. */
function amountsOf({
  said,
  after,
  text,
}: {
  said: readonly string[];
  after: string;
  text: string;
}): readonly number[] | null {
  const isMoney =
    said.some((part) => /[$€£]|[a-z]/i.test(part)) || /\b(?:amount|value|valued|worth|size|dollars?)\b/i.test(text);
  if (!isMoney && said.some((part) => figureOf(part) < leastBareAmount)) return null;
  if (otherUnit.test(after) && !said.some((part) => /[$€£]/.test(part))) return null;
  const last = unitOf(said.at(-1) ?? '');
  return said.map((part) => {
    // “between 20 and 50k”: the unit is said once for both.
    const unit = unitOf(part) ?? (/[$€£\d]/.test(part) && figureOf(part) < leastBareAmount ? last : null);
    return figureOf(part) * (multiples[unit ?? ''] ?? 1);
  });
}

function figureOf(part: string): number {
  return Number((/\d[\d,]*(?:\.\d+)?/.exec(part)?.[0] ?? '0').replaceAll(',', ''));
}

function unitOf(part: string): string | null {
  return /\d\s?(k|m|mm|mn|thousand|million|grand)\b/i.exec(part)?.[1]?.toLowerCase() ?? null;
}

function both(one: Bound, other: Bound): Bound {
  return {
    least: other.least ?? one.least,
    includesLeast: other.least === null ? one.includesLeast : other.includesLeast,
    most: other.most ?? one.most,
    includesMost: other.most === null ? one.includesMost : other.includesMost,
  };
}
