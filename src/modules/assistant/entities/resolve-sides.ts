import type { ComparedSide } from '../kinds/question-kind.ts';
import type { NamedThing } from './named-thing.ts';
import type { Side } from './side.ts';
import type { Slots } from './slots.ts';

/** Each side as one thing, or what has to be asked back. */
export type ResolvedSides =
  | { readonly state: 'clear'; readonly sides: readonly ComparedSide[] }
  | { readonly state: 'unclear'; readonly text: string; readonly choices: readonly SideChoice[] };

interface SideChoice {
  readonly label: string;
  /** The question in which the side is named so. */
  readonly question: string;
}

const fewest = 2;
const most = 4;
const mostChoices = 8;
const howTo =
  'Name two deals, two accounts, two representatives or two quarters: “compare Maya Okafor and Ben Ruiz”, “compare this quarter with last quarter”.';

/** What is compared: deals and accounts, or representatives, or times. */
export function resolveSides({ slots, text }: { slots: Slots; text: string }): ResolvedSides {
  const resolved = slots.sides.map((side) => oneOfSide({ side, text }));
  const unclear = resolved.find((one) => one.state === 'unclear');
  if (unclear !== undefined) return unclear;
  const sides = resolved.flatMap((one) => (one.state === 'clear' ? one.sides : []));
  const distinct = [...new Map(sides.map((side) => [keyOf(side), side])).values()];
  if (distinct.length < fewest) return refused(`${unknownIn({ slots, text })}${howTo}`);
  if (distinct.length > most) return refused(`At most ${most} are set side by side. ${howTo}`);
  const kinds = new Set(distinct.map((side) => (side.period !== null ? 'time' : side.owner !== null ? 'rep' : 'deal')));
  return kinds.size > 1 ? refused(`Those are not of one kind. ${howTo}`) : { state: 'clear', sides: distinct };
}

function refused(text: string): ResolvedSides {
  return { state: 'unclear', text, choices: [] };
}

function keyOf({ deal, accounts, owner, period }: ComparedSide): string {
  return [deal?.id, owner?.id, period?.from, period?.to, ...accounts.map(({ id }) => id)].join(' ');
}

/** Of a name that several kinds bear, one of our people is meant before a company, and that before a deal. */
function oneOfSide({ side, text }: { side: Side; text: string }): ResolvedSides {
  const { owners, accounts, deals, period, said } = side;
  const nothing = { deal: null, accounts: [], owner: null, period: null };
  if (period !== null) return clear({ ...nothing, name: period.name, period });
  const [deal] = whole(deals, said);
  if (deal !== undefined && owners.length === 0) return clear({ ...nothing, name: deal.name, deal });
  for (const [what, things] of [
    ['representative', owners],
    ['account', accounts],
    ['deal', deals],
  ] as const) {
    const named = whole(things, said);
    const kept = named.length > 0 ? named : things;
    const [first] = kept;
    if (first === undefined) continue;
    const names = [...new Set(kept.map(({ name }) => name))];
    if (names.length > 1) return askedBack({ what, names, said, text });
    if (what === 'representative') return clear({ ...nothing, name: first.name, owner: first });
    return clear(
      what === 'account'
        ? { ...nothing, name: first.name, accounts: kept }
        : { ...nothing, name: first.name, deal: first },
    );
  }
  return { state: 'clear', sides: [] };
}

function clear(side: ComparedSide): ResolvedSides {
  return { state: 'clear', sides: [side] };
}

function whole(things: readonly NamedThing[], said: string): readonly NamedThing[] {
  return things.filter(({ name }) => name.toLowerCase() === said.toLowerCase());
}

function askedBack({
  what,
  names,
  said,
  text,
}: {
  what: string;
  names: readonly string[];
  said: string;
  text: string;
}): ResolvedSides {
  const shown = names.slice(0, mostChoices);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return {
    state: 'unclear',
    text: `Which ${what} do you mean by “${said}”: ${shown.join('; ')}${more}?`,
    choices: shown.map((name) => ({ label: name, question: text.replace(said, () => name) })),
  };
}

const parts = /\b(?:compare|between)\s+(.+?)\s+(?:and|with|to|against|vs\.?|versus)\s+(.+?)[?.!\s]*$/i;
const partsOfVersus = /^(.+?)\s+(?:vs\.?|versus|compared (?:to|with))\s+(.+?)[?.!\s]*$/i;

/** Of two parts of the question, those that hold no name that is known here. */
function unknownIn({ slots, text }: { slots: Slots; text: string }): string {
  const { deals, accounts, owners } = slots;
  const words = new Set([...deals, ...accounts, ...owners].flatMap(({ name }) => name.toLowerCase().split(/\W+/u)));
  const [, one = '', other = ''] = parts.exec(text) ?? partsOfVersus.exec(text) ?? [];
  const unknown = [one, other].filter(
    (part) =>
      part !== '' &&
      !part
        .toLowerCase()
        .split(/\W+/u)
        .some((word) => word.length > 2 && words.has(word)),
  );
  if (unknown.length === 0) return '';
  return `Nothing here that can be compared is called ${unknown.map((part) => `“${part.slice(0, 100)}”`).join(' or ')}. `;
}
