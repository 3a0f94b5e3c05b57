import type { Random } from '../base/random.ts';
import type { Letter, Phrasings } from './load-phrasings.ts';
import type { Slots } from './slots.ts';

/** One who speaks in a call. */
export interface Speaker {
  readonly name: string;
  readonly side: 'internal' | 'external';
}

export interface Mark {
  readonly name: string;
  readonly values: readonly string[];
}

export interface DraftSentence {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly amounts: readonly { readonly quote: string; readonly minorUnits: number }[];
  readonly dates: readonly { readonly quote: string; readonly resolved: string }[];
  /** What the scene was about, where it is a promise: its item, or the key of the promise that is looked back at. */
  readonly about: string | null;
}

export interface Turn {
  readonly letter: Letter;
  readonly topic: string;
  readonly sentences: readonly DraftSentence[];
}

/** A call while it is being written. */
export interface Draft {
  readonly random: Random;
  readonly phrasings: Phrasings;
  readonly cast: ReadonlyMap<Letter, Speaker>;
  readonly slots: Slots;
  /** How often each variant was used: in the world, and in this story. */
  readonly worldUse: Map<string, number>;
  readonly storyUse: Map<string, number>;
  /** What this call has used already. Nothing is said twice in a call, unless it must reach a length. */
  readonly callUse: Set<string>;
  readonly mayRepeat: boolean;
  readonly turns: Turn[];
}
