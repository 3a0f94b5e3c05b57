import type { ClaimEntry, Tone } from './collect-claims.ts';
import type { CallTurn } from './report-view.ts';
import { placeId, standsInTurn } from './report-view.ts';

/** A quote in one turn, [start, end) in UTF-16 units, with the claims that rest on it. */
export interface Place {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly ClaimEntry[];
}

/** A piece of a turn's text that the same quotes cover from its first to its last letter. */
export interface Piece {
  readonly text: string;
  readonly places: readonly Place[];
  /** The quotes that begin with this piece. */
  readonly begins: readonly Place[];
}

const weights: Readonly<Record<Tone, number>> = { worry: 4, promise: 3, good: 2, ask: 1, plain: 0 };

/** The tone that a piece is colored by: the weightiest of the claims on it. */
export function strongestTone(places: readonly Place[]): Tone {
  let strongest: Tone = 'plain';
  for (const { tone } of places.flatMap(({ entries }) => entries)) {
    if (weights[tone] > weights[strongest]) strongest = tone;
  }
  return strongest;
}

/** Cuts a turn at every edge of a quote, so that quotes may overlap; claims that do not stand in it cut nothing. */
export function cutTurn(turn: CallTurn, entries: readonly ClaimEntry[]): Piece[] {
  const places = placesIn(turn, entries);
  const edges = new Set([0, turn.text.length, ...places.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...edges].sort((left, right) => left - right);
  return sorted.slice(0, -1).map((from, position) => {
    const to = sorted[position + 1] ?? turn.text.length;
    return {
      text: turn.text.slice(from, to),
      places: places.filter(({ start, end }) => start <= from && end >= to),
      begins: places.filter(({ start }) => start === from),
    };
  });
}

function placesIn(turn: CallTurn, entries: readonly ClaimEntry[]): Place[] {
  const standing = entries.filter(({ evidence }) => standsInTurn(turn, evidence));
  const byPlace = Map.groupBy(standing, ({ evidence }) => placeId(evidence));
  return [...byPlace].flatMap(([id, together]) => {
    const [first] = together;
    if (first === undefined) return [];
    return [
      {
        id,
        start: wholeCharacter(turn.text, first.evidence.start),
        end: wholeCharacter(turn.text, first.evidence.end),
        entries: together,
      },
    ];
  });
}

/** An edge inside a surrogate pair moves behind it: half a character cannot be shown. */
function wholeCharacter(text: string, edge: number): number {
  const before = text.charCodeAt(edge - 1);
  const after = text.charCodeAt(edge);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff ? edge + 1 : edge;
}
