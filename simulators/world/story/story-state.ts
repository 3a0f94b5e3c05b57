import type { PromiseItem } from '../scenes/promise-items.ts';

export interface OpenPromise {
  readonly commitmentKey: string;
  readonly item: PromiseItem | null;
  readonly owner: string;
  readonly madeInCallKey: string;
  readonly due: string | null;
}

/** What the calls of one story hand on to the next. */
export interface StoryState {
  open: OpenPromise[];
  /** Kinds of objections that were not answered. */
  worries: string[];
  /** Items that were promised once are not promised anew. */
  readonly promised: Set<string>;
  readonly storyUse: Map<string, number>;
}
