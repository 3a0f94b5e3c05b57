import type { NumberToken } from '../number-tokens.ts';
import { isNumberWord } from '../read-number.ts';
import { holidays } from './holidays.ts';

const names =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|tomorrow|today|tonight|yesterday|tmrw)/u;
const words = new Set(
  `a an another about around the this that these next last past previous coming upcoming following current in within first second third fourth fifth sixth
   seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
   twentieth thirtieth few several some couple half day days week weeks month months quarter year weekend end mid middle
   beginning start early earlier late later rest remainder remaining eod eow eom eoq eoy cob close q back latter final
   ' ’ ,`.split(/\s+/u),
);

/** Returns a quick test of whether any date can begin at a token, so that most tokens need no reading. */
export function createDateGate(): (token: NumberToken) => boolean {
  const starts = new Set([...words, ...holidays().flatMap((holiday) => holiday.words.slice(0, 1))]);
  return ({ lower }) => /^\.?\d/u.test(lower) || starts.has(lower) || names.test(lower) || isNumberWord(lower);
}
