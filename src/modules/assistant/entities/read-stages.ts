import type { Slots } from './slots.ts';

export interface KnownStage {
  readonly id: string;
  readonly label: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

/** What every CRM calls the end of a deal: it says no more than won or lost. */
const plainEnd = /^(?:closed?|deals?|won|lost|win|loss|complete[d]?|done|[\s-])+$/i;

/** The stages that a text names in full, all of them together; `{stage}` stands for those in which deals are open. */
export function readStages({ text, stages }: { text: string; stages: readonly KnownStage[] }): {
  stage: Slots['stage'];
  text: string;
} {
  const labels = [...new Set(stages.map(({ label }) => label))]
    .filter((label) => !plainEnd.test(label))
    .toSorted((one, other) => other.length - one.length);
  let rest = text;
  const named: { readonly label: string; readonly start: number; readonly ended: 'won' | 'lost' | null }[] = [];
  for (const label of labels) {
    const start = placeOf({ label, text: rest });
    if (start === null) continue;
    const known = stages.find((stage) => stage.label === label);
    const ended = known === undefined || !known.isClosed ? null : known.isWon ? 'won' : 'lost';
    named.push({ label, start, ended });
    const mark = ended === null ? '{stage}' : ended;
    rest = `${rest.slice(0, start)}${mark}${rest.slice(start + label.length)}`;
  }
  const [first] = named;
  if (first === undefined) return { stage: null, text };
  // Where deals are open in one and have ended in another, those that are open are not of one kind with the others.
  const kept = named.filter(({ ended }) => ended === first.ended);
  const words = new Set(kept.map(({ label }) => label.toLowerCase()));
  return {
    stage: {
      ids: stages.filter(({ label }) => words.has(label.toLowerCase())).map(({ id }) => id),
      name: kept.map(({ label }) => label).join(' or '),
      ended: first.ended,
    },
    text: rest,
  };
}

function placeOf({ label, text }: { label: string; text: string }): number | null {
  const start = text.toLowerCase().indexOf(label.toLowerCase());
  const isWhole = start >= 0 && !/\w/.test(text[start - 1] ?? ' ') && !/\w/.test(text[start + label.length] ?? ' ');
  return isWhole ? start : null;
}
