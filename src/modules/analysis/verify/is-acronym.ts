import { isStopWord } from '../search/index.ts';
import { comparable } from './locate-quote.ts';

/** Roles, currencies and places that are written in letters and said in many ways. */
const groups = [
  'CEO CFO CTO CIO CISO COO CMO CRO VP SVP EVP'.split(' '),
  'USD EUR GBP CAD AUD CHF JPY INR'.split(' '),
  'EU US UK'.split(' '),
];
/** Fewer letters are the initials of too many words. */
const fewestInitials = 3;

/**
 * Whether a word in capitals says in letters what the quotes say: spelled out (`A P I`), in full (`return on
 * investment`), or as a common role, currency or place beside which they name no other of its kind.
 */
export function isAcronymOf({ word, quotes }: { word: string; quotes: string }): boolean {
  const letters = /^(\p{Lu}{2,5})s?$/u.exec(word)?.[1];
  if (letters === undefined) return false;
  if (isSpelled({ letters, quotes })) return true;
  const group = groups.find((list) => list.includes(letters));
  return group?.every((other) => other === letters || !isNamed({ letters: other, quotes })) ?? false;
}

/** Whether a name is two words of the quotes in one: `QuickBooks`. */
export function isJoined({ word, quotes }: { word: string; quotes: string }): boolean {
  const lower = comparable(word).text.trim();
  const words = wordsOf(quotes);
  return words.some((part, index) => part !== '' && `${part}${words[index + 1] ?? ''}` === lower);
}

function isNamed({ letters, quotes }: { letters: string; quotes: string }): boolean {
  return new RegExp(`\\b${letters}\\b`, 'u').test(quotes) || isSpelled({ letters, quotes });
}

function isSpelled({ letters, quotes }: { letters: string; quotes: string }): boolean {
  const lower = letters.toLowerCase();
  const words = wordsOf(quotes);
  return words.some((first, index) => {
    const run = words.slice(index, index + lower.length);
    if (run.join('') === lower) return true;
    const isInFull = lower.length >= fewestInitials && !isStopWord(first);
    return isInFull && run.map((word) => word.charAt(0)).join('') === lower;
  });
}

function wordsOf(text: string): string[] {
  return comparable(text).text.trim().split(' ');
}
