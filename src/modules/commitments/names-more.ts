import { tellingWords, withoutContainers } from './telling-words.ts';

/** What joins a further thing to the one before: “…, and the security packet”. */
const parts = /[,;]|\b(?:and|plus|as well as|along with|together with)\b/iu;
const thing = /(?:^|\s)(?:the|a|an|your|our|my|some|those|these|that|this)\s/iu;

/** Whether words name a thing beside others that the other words do not speak of: the second of two that are promised at once. */
export function namesMore(text: string, than: string): boolean {
  const known = tellingWords(than);
  return text.split(parts).some((part) => {
    const words = withoutContainers(tellingWords(part));
    return thing.test(part) && words.size > 0 && [...words].every((word) => !known.has(word));
  });
}
