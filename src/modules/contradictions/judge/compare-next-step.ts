import type { Comparison } from './field.ts';

/** Words that stand in every step and tell none from another. */
const common = new Set(
  `the a an our your their my with for from and then that this next step call meeting session send book schedule set
   get have has had walk through up out over about all one first before after will should must need needs them they
   you we it its is be to of on in at as by or do does go see run hold finish follow talk discuss review`.split(/\s+/u),
);

/** Two steps are the same where they share a word that says what is to be done. */
export function compareNextStep({
  statement,
  value,
}: {
  statement: { readonly value: string };
  value: string;
}): Comparison {
  const said = wordsOf(statement.value);
  const held = wordsOf(value);
  if (said.size === 0 || held.size === 0) return 'neither';
  return [...said].some((word) => held.has(word)) ? 'agrees' : 'contradicts';
}

/** Plurals aside; `IT` in capitals is a department and no pronoun. */
function wordsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .replaceAll(/\bIT\b/g, 'informatics')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !common.has(word)).map((word) => word.replace(/(?<=\p{L}{3})s$/u, '')));
}
