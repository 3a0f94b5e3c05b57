const longest = 36;

/** A name for programs from one for people, such as `auditAhead`; it is taken from then on. */
export function nameFor(words: string, { taken, otherwise }: { taken: Set<string>; otherwise: string }): string {
  const plain = words.normalize('NFKD').replaceAll(/\p{Mark}/gu, '');
  const parts = plain.match(/[A-Za-z0-9]+/gu) ?? [];
  const joined = parts
    .map((part, place) => (place === 0 ? part.toLowerCase() : `${part.charAt(0).toUpperCase()}${part.slice(1)}`))
    .join('')
    .replace(/^\d+/u, '')
    .slice(0, longest);
  const first = joined === '' ? otherwise : `${joined.charAt(0).toLowerCase()}${joined.slice(1)}`;
  let name = first;
  for (let count = 2; taken.has(name) || name in {}; count += 1) name = `${first}${count}`;
  taken.add(name);
  return name;
}
