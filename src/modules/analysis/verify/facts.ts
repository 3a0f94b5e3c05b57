import type { Document } from '../language/document.ts';
import {
  type AmountInText,
  type DateInText,
  findAmounts,
  findAmountsInText,
  findDates,
  findDatesInText,
} from '../language/index.ts';

/** The amounts and dates that the words of a call say, found again by the verifier and not taken from an engine. */
export interface CallFacts {
  amountsWithin(place: FactPlace): readonly { minorUnits: number; currency: string | null }[];
  datesWithin(place: FactPlace): readonly { text: string; date: string | null; endDate: string | null }[];
  /** What another text says, read as if it had been said in the call. */
  amountsIn(text: string): readonly AmountInText[];
  datesIn(text: string): readonly DateInText[];
}

export interface FactPlace {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Reads the facts of a call once, on first use. */
export function createCallFacts({ document, currency }: { document: Document; currency: string }): CallFacts {
  const { date, timeZone } = document.transcript;
  const amounts = lazily(() => byTurn(findAmounts({ document, currency })));
  const dates = lazily(() => byTurn(findDates({ document, date, timeZone })));
  return {
    amountsWithin: (place) => within(amounts(), place),
    datesWithin: (place) => within(dates(), place),
    amountsIn: (text) => findAmountsInText({ text, currency }),
    datesIn: (text) => findDatesInText({ text, date, timeZone }),
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byTurn<Fact extends FactPlace>(facts: readonly Fact[]): ReadonlyMap<number, readonly Fact[]> {
  return Map.groupBy(facts, (fact) => fact.turn);
}

function within<Fact extends FactPlace>(
  facts: ReadonlyMap<number, readonly Fact[]>,
  place: FactPlace,
): readonly Fact[] {
  return (facts.get(place.turn) ?? []).filter((fact) => fact.start >= place.start && fact.end <= place.end);
}
