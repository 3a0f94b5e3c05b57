const opening =
  /^(?:(?:um+|uh+|er+m?|ah|oh|hm+|mm+|okay|ok|so|well|yeah|yes|yep|right|alright|all right|now|and|but|look|see|like|anyway|actually|basically|i mean|you know|sure)(?:[,.…!—-]+\s*|\s+))+/iu;
const hesitation = /(?:^|[\s,]+)(?:um+|uh+|erm?|hmm?)(?:,(?=\s)|(?=[\s,.?!…]|$))/giu;
/** A short word said twice on the way; `had had` and the like stay. */
const stumble = /\b(?!(?:had|that|no|very|so|bye|ha)\b)([\p{L}']{1,6})(?:,?\s+\1\b)+/giu;
const pauses = /\.{3,}|…/gu;

/**
 * Makes a quote readable: what people say before they begin is gone, hesitations too, and it begins with a capital.
 * Every other word stays, in order, once where it was said twice on the way; where little would be left, the quote stays whole.
 */
export function tidyQuote(quote: string): string {
  const plain = quote
    .replaceAll(hesitation, ' ')
    .replaceAll(pauses, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/\s+([,.?!])/gu, '$1')
    .replaceAll(stumble, '$1')
    .trim();
  const opened = plain.replace(opening, '').replace(/^[,.\s]+/u, '');
  const text = opened.split(' ').length >= 3 ? opened : plain;
  return text === '' ? quote : text.charAt(0).toUpperCase() + text.slice(1);
}
