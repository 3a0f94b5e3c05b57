import type { Sentence } from '../language/index.ts';

/** A promise that was found: where it stands, who will keep it, and how sure that is. */
export interface FoundPromise {
  readonly sentence: Sentence;
  /** Its last sentence, mostly the same. */
  readonly last: Sentence;
  readonly owner: string;
  readonly rule: string;
  readonly confidence: number;
}
