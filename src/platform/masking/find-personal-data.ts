import { findAddresses } from './find-addresses.ts';
import { findByPattern } from './find-by-pattern.ts';
import { findCards } from './find-cards.ts';
import { findDigitRuns } from './find-digit-runs.ts';
import { findNumbersByWords } from './find-numbers-by-words.ts';
import { findPhones } from './find-phones.ts';
import { type FoundData, type MaskedKind, maskedKinds } from './masked-kinds.ts';

export interface SearchOptions {
  readonly text: string;
  readonly kinds: readonly MaskedKind[];
  /** Whether digits of several turns are put together; right for a transcript, wrong for a stack trace. */
  readonly acrossLines: boolean;
  /** Finds names of people; it needs word lists that are loaded only where they are used. */
  readonly findPeople?: ((text: string) => FoundData[]) | undefined;
}

/** Returns personal and secret data in a text, in its order and without overlaps. */
export function findPersonalData({ text, kinds, acrossLines, findPeople }: SearchOptions): FoundData[] {
  const wanted = new Set(kinds);
  const found = findByPattern({ text, kinds: wanted });
  if (needsDigits.some((kind) => wanted.has(kind))) {
    const runs = findDigitRuns({ text, acrossLines });
    if (wanted.has('card')) found.push(...findCards({ text, runs }));
    found.push(...findNumbersByWords({ text, runs }).filter(({ kind }) => wanted.has(kind)));
    if (wanted.has('phone')) found.push(...findPhones({ text, runs }));
  }
  if (wanted.has('address')) found.push(...findAddresses(text));
  if (wanted.has('person') && findPeople !== undefined) found.push(...findPeople(text));
  return withoutOverlaps(found);
}

const needsDigits: readonly MaskedKind[] = ['card', 'ssn', 'bank', 'passport', 'license', 'phone'];

/** One that holds another stays; where two overlap, the kind that stands first in `maskedKinds`; of one kind the longer. */
function withoutOverlaps(found: readonly FoundData[]): FoundData[] {
  const ordered = found
    .filter((inner) => !found.some((outer) => holds({ outer, inner })))
    .sort(
      (left, right) => rankOf(left) - rankOf(right) || lengthOf(right) - lengthOf(left) || left.start - right.start,
    );
  const kept: FoundData[] = [];
  for (const data of ordered) {
    if (!kept.some((other) => data.start < other.end && data.end > other.start)) kept.push(data);
  }
  return kept.sort((left, right) => left.start - right.start);
}

function holds({ outer, inner }: { outer: FoundData; inner: FoundData }): boolean {
  return outer.start <= inner.start && outer.end >= inner.end && lengthOf(outer) > lengthOf(inner);
}

function rankOf({ kind }: FoundData): number {
  return maskedKinds.indexOf(kind);
}

function lengthOf({ start, end }: FoundData): number {
  return end - start;
}
