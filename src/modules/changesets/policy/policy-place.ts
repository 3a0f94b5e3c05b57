import type { Policy } from './policy.ts';

/** What a workspace has of its policy at a moment. */
export interface PlacedPolicy {
  /** What is written down now, letter by letter, whether it can be used or not. */
  readonly text: string;
  /** Where that stands: the workspace's own file, the one for all, or the one that Sophia brings. */
  readonly file: string;
  /** Of the text; whoever replaces it says which version theirs was made from. */
  readonly version: string;
  /** When the file was last written; null where Sophia's own policy is the one. */
  readonly writtenAt: Date | null;
  /** What changes are held against. */
  readonly inForce: Policy;
  /** Why that is not what is written down; null where it is. */
  readonly fault: string | null;
}

/** Where the policy of a workspace is kept: a file, which people edit as well. */
export interface PolicyPlace {
  /** The file that a new policy goes into. */
  readonly file: string;
  /** The machine whose file it is: each of several may have its own. */
  readonly machine: string;
  /** Throws `policy.invalid` where nothing that could be used has been there since the start. */
  read(): PlacedPolicy;
  /**
   * Puts a text in the place of the whole file, as long as `over` is what is written down; null where it is not. What it
   * returns puts back what was there before. Throws `policy.not-writable`, and then the file is as it was.
   */
  replace(given: { readonly text: string; readonly over: string }): (() => void) | null;
}
