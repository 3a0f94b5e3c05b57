import type { Commitment } from '#contracts';
import { isSamePromise, namesMore, tellingWords } from '#modules/commitments';

/** One thing to do, with every sentence that promised it. */
export interface JoinedPromise {
  /** The sentence that says most of what is promised, with the day that any of them says. */
  readonly main: Commitment;
  readonly said: readonly Commitment[];
  /** Those that name a thing beside, which the main one does not speak of. */
  readonly further: readonly Commitment[];
}

/**
 * What somebody promises twice in a turn becomes one thing to do: in much the same words, or once with a word that only
 * points at it (“you'll get that on Friday”). Of two different days each stays.
 */
export function joinPromises(commitments: readonly Commitment[]): JoinedPromise[] {
  const groups: Commitment[][] = [];
  for (const commitment of commitments) {
    const own = groups.findLast((group) => group.every((one) => isOneThing(one, commitment)));
    if (own === undefined) groups.push([commitment]);
    else own.push(commitment);
  }
  return groups.map((said) => {
    const main = mainOf(said);
    const further = said.reduce<Commitment[]>((kept, one) => {
      const told = [main, ...kept].map(({ quote }) => quote).join(' ');
      return one.id !== main.id && namesMore(one.quote, told) ? [...kept, one] : kept;
    }, []);
    return { main, said, further };
  });
}

function isOneThing(one: Commitment, other: Commitment): boolean {
  if (one.turn !== other.turn || one.owner !== other.owner || one.ownerSide !== other.ownerSide) return false;
  const [day, otherDay] = [one.due?.date ?? null, other.due?.date ?? null];
  if (day !== null && otherDay !== null && day !== otherDay) return false;
  const [points, otherPoints] = [isPointing(one), isPointing(other)];
  if (points && otherPoints) return day === otherDay;
  if (points || otherPoints) return namesSomething(points ? other : one);
  return isSamePromise(
    { owner: one.owner, side: one.ownerSide, text: one.quote },
    { owner: other.owner, side: other.ownerSide, text: other.quote },
  );
}

/** “that”, done or handed over: whoever is called, or told about it, is another thing to do. */
const pointsAtIt =
  /\b(?:send|get|have|see|do|share|forward|give|deliver|finish|provide|prepare|draft|write|e-?mail|handle|sort|work|take care|receive|bring|upload|attach|sign)(?: (?:you|you all|right|on|of|out|over|to|up)){0,2} (?:that|this|it|them|those|these)\b(?! (?:i|we|you|week|month|quarter|year|morning|afternoon|evening|day|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)/i;

function isPointing(commitment: Commitment): boolean {
  return !namesSomething(commitment) && pointsAtIt.test(commitment.quote);
}

function namesSomething({ quote }: Commitment): boolean {
  return tellingWords(quote).size > 0;
}

function mainOf(said: readonly Commitment[]): Commitment {
  const [fullest] = said.toSorted((one, other) => worthOf(other) - worthOf(one));
  if (fullest === undefined) throw new RangeError('Nothing was promised.');
  const dated = said.find(({ due }) => isDated(due)) ?? said.find(({ due }) => due !== null);
  return { ...fullest, due: isDated(fullest.due) ? fullest.due : (dated?.due ?? null) };
}

/** Of those that name as much, the one that says a day. */
function worthOf({ quote, due }: Commitment): number {
  return tellingWords(quote).size + (isDated(due) ? 0.5 : 0);
}

function isDated(due: Commitment['due']): boolean {
  return due !== null && due.date !== null;
}
