/** How a second question begins: `and how did it go`, `and by when`, `; who owns them`. */
const second = String.raw`(?:(?:also|then)\s+)?(?:(?:by|since|for|from|to|until|with|in)\s+)?(?:who|whom|whose|what|when|where|why|which|how|(?:is|are|was|were) (?:it|they|there|that|he|she|we|any)|(?:do|does|did|has|have|will|can|should) (?:it|they|he|she|we|i|any\w*))\b`;
const byWord = new RegExp(String.raw`^(.+?\S)\s*[,;?]?\s+(?:and|plus|as well as)\s+(${second}.*)$`, 'i');
const byMark = new RegExp(String.raw`^(.+?\S)\s*[,;?]\s+(${second}.*)$`, 'i');
const asks =
  /^(?:(?:can|could|would|will) you|please|who|whom|whose|what|when|where|why|which|how|is|are|was|were|do|does|did|has|have|had|will|should|show|list|give|tell|find|compare|summari[sz]e|count)\b/i;
const fewestWords = 3;

export interface Halves {
  readonly first: string;
  readonly second: string;
  /** Whether the first asks by itself; otherwise it may only say what the second is about. */
  readonly firstAsks: boolean;
}

/** The two questions of a text that asks for two things; null where it asks for one. */
export function splitHalves(text: string): Halves | null {
  const plain = text.trim();
  const [, worded = '', afterWord = ''] = byWord.exec(plain) ?? [];
  const [, marked = '', afterMark = ''] = byMark.exec(plain) ?? [];
  if (isLong(worded)) return halvesOf(worded, afterWord);
  return isLong(marked) && asks.test(marked) ? halvesOf(marked, afterMark) : null;
}

function isLong(half: string): boolean {
  return half.split(/\s+/).length >= fewestWords;
}

function halvesOf(first: string, rest: string): Halves {
  return { first, second: rest.replace(/[\s?.!]+$/, ''), firstAsks: asks.test(first) };
}
