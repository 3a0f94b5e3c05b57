import { createRequire } from 'node:module';
import type compromise from 'compromise/two';

const require = createRequire(import.meta.url);

/**
 * compromise, loaded at the first use: half a second of every start otherwise, and most processes hand analysis to
 * threads.
 */
export function loadTagger(): typeof compromise {
  return require('compromise/two');
}
