import { z } from 'zod';
import { loadTagger } from './load-tagger.ts';

const Lexicon = z.custom<Readonly<Record<string, unknown>>>((value) => typeof value === 'object' && value !== null);
const Model = z.object({ one: z.object({ lexicon: Lexicon }) });
const Tags = z.union([z.string().transform((tag) => [tag]), z.array(z.string())]);
const nameTags = new Set(
  `ProperNoun Person FirstName LastName MaleName FemaleName Place City Country Region Organization Company SportsTeam
   School`.split(/\s+/u),
);

/** Whether compromise lists this word, in lower case, as an English word that is no name. */
export function isPlainWord(word: string): boolean {
  const { lexicon } = Model.parse(loadTagger().model()).one;
  const tags = Tags.safeParse(Object.hasOwn(lexicon, word) ? lexicon[word] : null);
  return tags.success && !tags.data.some((tag) => nameTags.has(tag));
}
