import type { Slots } from './slots.ts';

export interface KnownStage {
  readonly id: string;
  readonly label: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  /** Whether the forecast counts what is open there as commit. */
  readonly isCommit?: boolean;
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
  if (first === undefined) return readCommit({ text, stages });
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

const inCommit = /\b(?<=\bin )(?:the |our )?commit\b(?! to\b)/i;

/** `in commit`: the stages that the forecast calls so. */
function readCommit({ text, stages }: { text: string; stages: readonly KnownStage[] }): {
  stage: Slots['stage'];
  text: string;
} {
  const ids = stages.filter(({ isCommit }) => isCommit === true).map(({ id }) => id);
  if (ids.length === 0 || !inCommit.test(text)) return { stage: null, text };
  const name = 'commit (a stage with a probability of 80 % and above)';
  return { stage: { ids, name, ended: null }, text: text.replace(inCommit, '{stage}') };
}

function placeOf({ label, text }: { label: string; text: string }): number | null {
  const start = text.toLowerCase().indexOf(label.toLowerCase());
  const isWhole = start >= 0 && !/\w/.test(text[start - 1] ?? ' ') && !/\w/.test(text[start + label.length] ?? ' ');
  return isWhole ? start : null;
}
