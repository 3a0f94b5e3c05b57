const irregular = new Map([
  ['paid', 'pay'],
  ['said', 'say'],
  ['sold', 'sell'],
  ['bought', 'buy'],
  ['cost', 'cost'],
  ['children', 'child'],
  ['people', 'people'],
  ['thought', 'think'],
  ['made', 'make'],
  ['sent', 'send'],
  ['meeting', 'meeting'],
]);

/** Cuts a lower-case English word to a stem that its other forms share; light, so that few words fall together. */
export function stem(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined || word.length < 4) {
    return known ?? word;
  }
  const singular = cutPlural(word.replace(/['’]s?$/u, ''));
  const base = cutVerbEnding(singular);
  return base
    .replace(/(?:ational|ation|ator|ative)$/u, 'ate')
    .replace(/(?:ically|ical)$/u, 'ic')
    .replace(/(?:fulness|ful|ness|ment|less|ably|able|ibly|ible|ously|ous|ity|ance|ence|ion|ly)$/u, '')
    .replace(/(?:ate|e|i|y)$/u, '')
    .replace(/^(.{2,}?)([bdfgmnprt])\2$/u, '$1$2');
}

function cutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) {
    return `${word.slice(0, -3)}y`;
  }
  if (/(?:sses|shes|ches|xes|zes)$/u.test(word)) {
    return word.slice(0, -2);
  }
  return /[^su]s$/u.test(word) ? word.slice(0, -1) : word;
}

function cutVerbEnding(word: string): string {
  const match = /^(.*[aeiouy].*?)(?:ing|ed)$/u.exec(word);
  const base = match?.[1];
  return base === undefined || base.length < 3 ? word : base.replace(/([bdfgmnprt])\1$/u, '$1');
}
