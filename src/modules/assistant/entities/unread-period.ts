import { isPlainWord } from './words.ts';

const units = '(?:hour|day|week|month|quarter|year)s?';
const amounts = String.raw`(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|few|several|some|half an?)`;
const weekday = '(?:mon|tues?|wednes|thurs?|fri|satur|sun)day';
const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** “How long has it been since …” asks for the days. */
const askedFor =
  "(?<!\\bhow (?:long|many (?:hours|days|weeks|months))(?: (?:has|have|had|is|are|was|will|it|it['’]s|been|be|there|left|remain|do|we|passed|gone))*? )";

/** What narrows by time wherever it stands. */
const leftOver: readonly RegExp[] = [
  new RegExp(String.raw`\b${amounts} (?:(?:business|working|calendar|full|more) )?${units}\b(?: ago\b)?`, 'i'),
  new RegExp(String.raw`\b(?:last|past|previous|next|coming|this|current|recent) ${units}\b`, 'i'),
  new RegExp(String.raw`\b(?:on|by|before|after|from|last|next|this) ${weekday}\b`, 'i'),
  /\bby (?:mon|tue|wed|thu|fri|sat|sun)\b/i,
  new RegExp(String.raw`\b(?:before|after) (?:the )?(?:\{period\}|(?:${months}|may)\b)(?! \d)`, 'i'),
  new RegExp(String.raw`${askedFor}\b(?:since|until|till)\b(?! \{(?:period)\})(?: [\p{L}\d{}'’-]+){0,3}`, 'iu'),
  new RegExp(String.raw`\b${months} \d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?${months}\b`, 'i'),
  /\b\d{4}-\d{2}-\d{2}\b/,
  /(?<![\w.,$€£-])\d{1,3} ?(?:[dDwW]|mos?)\b(?!['’-])(?! \p{Lu})/u,
  /\bmay (?:\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?=$|[?!.,;]))|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?may\b(?! [a-z])/i,
  /\b(?:end|start|beginning|middle|half|rest|part|weeks?) of (?:the )?(?:\{period\}|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)/i,
  /\b(?:first|second|third|last) (?:half|weeks?|days?|month) (?:of )?(?:the )?(?:\{period\}|week|month|quarter|year)/i,
  /\b(?:fiscal|financial) (?:year|quarter|month)\b|\b[fh][12](?: \d{4})?\b(?= |$)/i,
];

/** Nouns that are no word of a question elsewhere and no span of days: the last demo, the next one in line. */
const things =
  /^(?:demos?|chat|sync|synced|email|note|notes|reply|visit|session|contacted|heard|customers?|prospects?|buyers?|clients?|vendor|person|place|in|line|up|to|for|with|by|at|on|of)$/;
/** `We last spoke` says when, and points at no days. */
const pointer =
  /(?<!(?:\b(?:i|we|you|they|he|she|it|anyone|anybody|somebody|someone)|\})\s+)\b(?:last|next|this|previous)\s+(\{[a-z]+\}|[\p{L}\d][\p{L}\d'’-]*)/giu;

/** Words that look like a span of days and were not read as one; null where there are none. */
export function unreadPeriod(marked: string): string | null {
  for (const form of leftOver) {
    const found = form.exec(marked)?.[0];
    if (found !== undefined) return found.replaceAll(/[{}]/g, '').trim();
  }
  for (const [whole, noun = ''] of marked.matchAll(pointer)) {
    const word = noun.toLowerCase().replace(/['’]s?$/, '');
    if (!isPlainWord(word) && !things.test(word)) return whole;
  }
  return null;
}
