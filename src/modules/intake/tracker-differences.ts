import type { SourceTracker } from '#contracts';

export interface TrackerDifference {
  readonly label: string;
  readonly difference: 'added' | 'removed' | 'renamed' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
}

/** What is not as it was: of words and conditions only those that have come or gone are named. */
export function trackerDifferences({
  before,
  after,
}: {
  before: readonly SourceTracker[];
  after: readonly SourceTracker[];
}): TrackerDifference[] {
  const earlier = new Map(before.map((tracker) => [tracker.externalId, tracker]));
  const here = new Set(after.map(({ externalId }) => externalId));
  const lines: TrackerDifference[] = [];
  for (const tracker of after) {
    const known = earlier.get(tracker.externalId);
    if (known === undefined) lines.push({ label: tracker.name, difference: 'added', before: null, after: null });
    else lines.push(...changesOf({ known, tracker }));
  }
  for (const { externalId, name } of before) {
    if (!here.has(externalId)) lines.push({ label: name, difference: 'removed', before: null, after: null });
  }
  return lines;
}

function changesOf({ known, tracker }: { known: SourceTracker; tracker: SourceTracker }): TrackerDifference[] {
  const label = tracker.name;
  const lines: TrackerDifference[] = [];
  if (known.name !== label) lines.push({ label: known.name, difference: 'renamed', before: known.name, after: label });
  for (const part of ['phrases', 'conditions'] as const) {
    const gone = known[part].filter((each) => !tracker[part].includes(each));
    const come = tracker[part].filter((each) => !known[part].includes(each));
    if (gone.length + come.length === 0) continue;
    lines.push({ label, difference: 'changed', before: inWords(gone), after: inWords(come) });
  }
  return lines;
}

const mostNamed = 10;

function inWords(parts: readonly string[]): string | null {
  if (parts.length === 0) return null;
  const more = parts.length - mostNamed;
  return `${parts.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
