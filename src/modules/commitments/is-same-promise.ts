import { tellingWords } from './telling-words.ts';

interface Said {
  readonly owner: string;
  readonly side: string;
  readonly text: string;
}

const leastShared = 2;
const mostlyShared = 0.75;

/** Whether somebody promises what they have promised before, in much the same words. */
export function isSamePromise(one: Said, other: Said): boolean {
  if (one.owner !== other.owner || one.side !== other.side) return false;
  const words = tellingWords(one.text);
  const others = tellingWords(other.text);
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared >= leastShared && shared >= mostlyShared * Math.min(words.size, others.size);
}
