import { createRequire } from 'node:module';
import type compromise from 'compromise/two';

const require = createRequire(import.meta.url);

/**
 * The text with a part of speech for each word, as compromise reads it. It is loaded at the first use: half a
 * second of every start otherwise, and most processes hand analysis to threads.
 */
export function tagWords(text: string): ReturnType<typeof compromise> {
  const nlp: typeof compromise = require('compromise/two');
  return nlp(text);
}
