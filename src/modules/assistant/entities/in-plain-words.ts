import { isPlainWord } from './words.ts';

const unitOfLetter: Readonly<Record<string, string>> = { d: 'days', w: 'weeks' };
/** `30d`, `2w`, `6mo`, with the word behind it; what somebody talks about may be called so. */
const shortDays =
  /(?<![\w.,$€£-])(?<!\b(?:about|regarding|concerning|mention\w*|discuss\w*) )(\d{1,3}) ?([dw]|mos?)\b(?!['’-])(?= ([\p{L}\p{N}{][\p{L}\p{N}'’]*)|)/giu;
const spanBefore = /\b(?:last|past|previous|next|coming|within)(?: the)? $/i;
/** Words behind a number of days that are plain beside it, and nowhere else. */
const besideDays = /^(?:per|which|worth|including|except|excluding|where|as|across|among|against|under|than|ago|old)$/i;

/** What is written in haste, and how it is read; without it a word of time would be left out without a trace. */
const hasty: readonly (readonly [RegExp, string])[] = [
  [/\bwks?\b/gi, 'week'],
  [/\bq(?:r)?trs?\b/gi, 'quarter'],
  [/\byrs?\b/gi, 'year'],
  [/\bmths?\b/gi, 'month'],
  [/\b(this|last|next|past|previous|current|coming|the|my|our) q\b(?! ?[1-4])/gi, '$1 quarter'],
  [/\b(\d{1,3}) ?(day|week|month)s?\b/gi, '$1 $2s'],
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
  [
    /\bhow (?:long|many (?:days|weeks)) (?:is it |are left |do we have )?(?:until|till|before) (.+?) closes\b/g,
    'when does $1 close',
  ],
  [
    /\bhow (?:long|many (?:days|weeks)) (?:is it |has it been )?since (?:our|the) last (?=call|conversation)/g,
    'when was our last ',
  ],
];

/** A question with the short forms of everyday writing spelled out. */
export function inPlainWords(text: string): string {
  return hasty.reduce((plain, [form, word]) => plain.replaceAll(form, word), withDays(text));
}

/** Names begin with a number and a letter too, 3D Systems: there a word stands behind that is none of a question. */
function withDays(text: string): string {
  return text.replaceAll(shortDays, (short, count: string, letter: string, next: string | undefined, at: number) => {
    const long = `${count} ${unitOfLetter[letter.toLowerCase()] ?? 'months'}`;
    if (next === undefined) return long;
    const isCapital = /^\p{Lu}/u.test(next);
    if (spanBefore.test(text.slice(0, at))) return isCapital && /\p{Lu}/u.test(letter) ? short : long;
    return !isCapital && (isPlainWord(next.toLowerCase()) || besideDays.test(next)) ? long : short;
  });
}

/** The same of a question in which names and topics are marked. */
export function kindInPlainWords(masked: string): string {
  return hastyOfKind.reduce((plain, [form, word]) => plain.replaceAll(form, word), masked);
}
