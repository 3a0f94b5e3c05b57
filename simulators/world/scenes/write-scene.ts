import type { Draft, DraftSentence, Mark } from './draft.ts';
import type { Letter, Variant } from './load-phrasings.ts';
import type { Slots, SlotValue } from './slots.ts';

interface Scene {
  readonly draft: Draft;
  readonly section: string;
  /** Slots of this scene alone, such as what is promised. */
  readonly slots?: Slots;
  readonly about?: string;
}

/** Adds one scene of the section to the call; false where no variant of it fits who is there and what is known. */
export function writeScene({ draft, section, slots = new Map(), about }: Scene): boolean {
  const known = remember(new Map([...draft.slots, ...slots]));
  const variant = chooseVariant({ draft, section, known });
  if (variant === undefined) {
    return false;
  }
  draft.worldUse.set(variant.id, (draft.worldUse.get(variant.id) ?? 0) + 1);
  draft.callUse.add(variant.id);
  draft.storyUse.set(variant.id, (draft.storyUse.get(variant.id) ?? 0) + 1);
  const isGoingOn = variant.lines[0]?.letter === draft.turns.at(-1)?.letter;
  if (isGoingOn && !section.startsWith('backchannel') && draft.random.chance(0.55)) {
    acknowledge(draft, variant.lines[0]?.letter);
  }
  for (const { letter, template } of variant.lines) {
    const chosen = template.replace(/<([^<>]*)>/g, (_, choices: string) => draft.random.pick(choices.split('|')));
    const sentences = chosen
      .split(/(?<=[.?!]"?(?:\s*\[[^\]]*\])*)\s+(?=["'$A-Z0-9{])/)
      .map((part) => fillSentence({ part, slots: known, about: about ?? null }))
      .filter(({ text }) => text !== '');
    draft.turns.push({ letter, topic: section.split('.')[0] ?? section, sentences });
  }
  return true;
}

/** Whoever goes on talking after a scene is heard first: "Mm-hm." */
function acknowledge(draft: Draft, letter: Letter | undefined): void {
  const topic = draft.turns.at(-1)?.topic;
  writeScene({ draft, section: letter === 'R' || letter === 'S' ? 'backchannel.buyer' : 'backchannel.seller' });
  const spoken = draft.turns.pop();
  if (spoken !== undefined) {
    draft.turns.push({ ...spoken, topic: topic ?? spoken.topic });
  }
}

/** Within one scene a slot stands for one thing: "Thursday" said twice is the same Thursday. */
function remember(slots: Slots): Slots {
  const values = new Map<string, SlotValue>();
  return new Map(
    [...slots].map(([name, resolve]) => {
      function recall(): SlotValue {
        const value = values.get(name) ?? resolve();
        values.set(name, value);
        return value;
      }
      return [name, recall];
    }),
  );
}

/** The least used variants come first, those of this story before all, and chance decides among them. */
function chooseVariant({
  draft,
  section,
  known,
}: {
  draft: Draft;
  section: string;
  known: Slots;
}): Variant | undefined {
  const eligible = (draft.phrasings.get(section) ?? []).filter(
    (variant) =>
      (draft.mayRepeat || section.startsWith('backchannel') || !draft.callUse.has(variant.id)) &&
      [...variant.letters].every((letter) => draft.cast.has(letter)) &&
      [...variant.slots].every((slot) => known.has(slot)),
  );
  const ranked = draft.random
    .shuffle(eligible)
    .map((variant) => ({ variant, use: useOf(draft, variant) }))
    .toSorted((left, right) => left.use - right.use);
  const best = ranked.slice(0, Math.max(1, Math.ceil(ranked.length / 4)));
  return best.length === 0 ? undefined : draft.random.pick(best).variant;
}

function useOf(draft: Draft, variant: Variant): number {
  return (draft.storyUse.get(variant.id) ?? 0) * 1000 + (draft.worldUse.get(variant.id) ?? 0);
}

function fillSentence({ part, slots, about }: { part: string; slots: Slots; about: string | null }): DraftSentence {
  const values: SlotValue[] = [];
  function fill(template: string): string {
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = slots.get(name)?.();
      if (value === undefined) {
        throw new Error(`Expected a value for the slot ${whole} in "${part}", found none.`);
      }
      values.push(value);
      return value.text;
    });
  }
  const marks = [...part.matchAll(/\[([^\]]*)\]/g)].map(([, inner = '']) => readMark(fill(inner)));
  values.length = 0;
  const text = tidy(fill(part.replace(/\s*\[[^\]]*\]/g, '')));
  return {
    text,
    marks,
    amounts: values.flatMap((value) =>
      value.minorUnits === null ? [] : [{ quote: asSaid(text, value.text), minorUnits: value.minorUnits }],
    ),
    dates: values.flatMap((value) =>
      value.date === null ? [] : [{ quote: asSaid(text, value.text), resolved: value.date }],
    ),
    about,
  };
}

/** A slot that opens the sentence was given a capital. */
function asSaid(text: string, quote: string): string {
  return text.includes(quote) ? quote : text.slice(0, quote.length);
}

function readMark(inner: string): Mark {
  const [name = '', ...values] = inner.split(' ');
  return { name, values };
}

/** One space between words, and a capital first. */
function tidy(text: string): string {
  const clean = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,.?!])/g, '');
  return clean.charAt(0).toUpperCase() + clean.slice(1);
}
