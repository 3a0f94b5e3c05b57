import type { NamedThing } from './named-thing.ts';
import type { Period } from './period.ts';

/** One of those that a question compares, by whatever may be meant by its words. */
export interface Side {
  readonly said: string;
  readonly deals: readonly NamedThing[];
  readonly accounts: readonly NamedThing[];
  readonly owners: readonly NamedThing[];
  readonly period: Period | null;
}
