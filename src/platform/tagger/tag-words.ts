import type compromise from 'compromise/two';
import { loadTagger } from './load-tagger.ts';

/** The text with a part of speech for each word, as compromise reads it. */
export function tagWords(text: string): ReturnType<typeof compromise> {
  return loadTagger()(text);
}
