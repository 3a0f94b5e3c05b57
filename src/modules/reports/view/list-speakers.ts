import type { AnalyzedCall, Side } from '#contracts';

/** Someone who takes part, with the color that stands for them on the page. */
export interface SpeakerView {
  readonly name: string;
  readonly side: Side;
  readonly title: string | null;
  /** Whether they say anything; a party of the call may be silent. */
  readonly speaks: boolean;
  /** The class of their color: `voice-internal-1`. */
  readonly voice: string;
}

const sideOrder: readonly Side[] = ['internal', 'external', 'unknown'];
const colorsPerSide = 4;

/** Everyone in the call: our side, their side, then those whose side is not known, each as the source lists them. */
export function listSpeakers(call: AnalyzedCall): SpeakerView[] {
  const spoken = new Set(call.turns.map(({ speaker }) => speaker));
  const people = new Map<string, { side: Side; title: string | null; speaks: boolean }>();
  for (const { name, side, title } of [...call.parties, ...speakersOf(call)]) {
    if (!people.has(name)) people.set(name, { side, title, speaks: spoken.has(name) });
  }
  return sideOrder.flatMap((side) =>
    [...people]
      .filter(([, person]) => person.side === side)
      .map(([name, person], position) => ({
        name,
        ...person,
        voice: `voice-${side}-${(position % colorsPerSide) + 1}`,
      })),
  );
}

function speakersOf(call: AnalyzedCall): { name: string; side: Side; title: null }[] {
  return call.turns.map(({ speaker, side }) => ({ name: speaker, side, title: null }));
}
