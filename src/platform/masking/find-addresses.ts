import type { FoundData } from './masked-kinds.ts';

const ways =
  'street|st|avenue|ave|boulevard|blvd|road|rd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|ter|parkway|pkwy|highway|hwy|circle|cir|trail|trl|close|crescent|mews|gardens|grove|row|quay|walk|way|alley|plaza|loop|turnpike|pike';
const ending =
  'strasse|straße|str\\.?|gasse|weg|platz|allee|gatan|vägen|gata|veien|vegen|gate|katu|tie|kuja|vej|gade|stræde|straat|laan|plein|utca|tér|ulica|ul\\.?';
const start = 'rua|avenida|av\\.?|calle|via|viale|piazza|corso|rue|boulevard|chemin|place|travessa|praça|ulica|ul\\.';
const states =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AA|AE|AP';
const name = "[\\p{Lu}\\d][\\p{L}\\p{N}.'’-]*";
const unit = '(?:,?\\s+(?:apt|apartment|suite|ste|unit|room|floor|fl|flat)\\.?\\s*#?\\d+\\w?)';
const town = `(?:[\\s,]+(?:${name}\\s*){1,3})`;
const zip = `(?:,?\\s+(?:${states})\\s+\\d{5}(?:-\\d{4})?)`;
const afterwards = `${unit}?(?:${town}?${zip})?`;

const small = 'de|da|do|dos|das|la|du|des|rue|ul\\.|u\\.|str\\.?|utca|út|útja|tér|and|of|the|corner';
const parts = `(?:(?:[\\p{Lu}\\p{N}][\\p{L}\\p{N}.'’/-]*|${small})(?:\\s*,\\s*|\\s+)){0,12}[\\p{Lu}\\p{N}][\\p{L}\\p{N}'’-]*`;
const spokenOf =
  'address(?:\\s+is|\\s+of\\s+\\p{Lu}\\S*\\s+is|\\s+with)?:?|meet me at|lives? (?:at|on)|located at|moved to|(?:ship|send it|mail it|deliver|return) to';

const patterns: readonly RegExp[] = [
  // What is said to be an address, as far as it has capitals and figures.
  new RegExp(`(?<=\\b(?:${spokenOf})\\s{1,3})(?=[^\\n]{0,60}\\d)${parts}`, 'gu'),
  new RegExp(
    `(?<=\\b(?:ZIP|[Zz]ip)(?: ?code)?(?: is|:)? )[\\p{Lu}\\d][\\p{Lu}\\d-]{2,8}(?: [\\p{Lu}\\d]{2,4})?\\b`,
    'gu',
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:\\d{1,6}\\s+)?(?:${name}\\s+){1,4}\\d{1,5}\\w?\\.?${unit}(?:\\s*,?\\s*(?:\\p{Lu}[\\p{L}.'’-]*|nan)){0,5}(?:\\s+\\d{4,6})?`,
    'gu',
  ),
  new RegExp(`\\bUS(?:S|NS|NV|CGC)\\s+${name}\\s+[AFD]PO\\s+A[AEP]\\s+\\d{5}`, 'gu'),
  new RegExp(
    `(?<![\\p{L}\\p{N}])\\d{1,6}\\w?\\s+(?:${name}\\s+){1,4}(?:${capitalized(ways)})\\b\\.?${afterwards}`,
    'gu',
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${capitalized(start)})(?:\\s+(?:d[aeo]s?|de la|del|du|des))?(?:\\s+${name}){1,4},?\\s+\\d{1,5}\\b${afterwards}`,
    'gu',
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:\\d{1,6}\\s+)?(?:\\p{Lu}[\\p{L}-]*(?:${ending})|\\p{Lu}[\\p{L}-]*\\s(?:${ending}))\\s+\\d{1,5}\\w?\\b${afterwards}`,
    'gu',
  ),
  new RegExp(
    `\\b(?:P\\.? ?O\\.? ?Box|PSC|Unit|CMR)\\s*#?\\d+(?:,?\\s+Box\\s+\\d+)?(?:\\s+(?:[AFD]PO)\\s+A[AEP]\\s+\\d{5})?${zip}?`,
    'gu',
  ),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:Apt|Apartment|Suite|Ste)\\.?\\s*#?\\d+\\w?${zip}?`, 'gu'),
  new RegExp(`(?<![\\p{L}\\p{N}])${name}(?:\\s${name})?,?\\s+(?:${states})\\s+\\d{5}(?:-\\d{4})?\\b`, 'gu'),
];

/** Places where somebody lives or works: what the usual forms of a few languages show, and no town alone. */
export function findAddresses(text: string): FoundData[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      kind: 'address' as const,
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      value: match[0].replaceAll(/\s+/gu, ' ').trim(),
    })),
  );
}

/** Each word with a capital or in capitals: "street" alone is no name of one. */
function capitalized(words: string): string {
  return words
    .split('|')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}|${word.toUpperCase()}`)
    .join('|');
}
