import type { GongCall, GongState } from './state.ts';

export type ContentName =
  | 'structure'
  | 'topics'
  | 'trackers'
  | 'trackerOccurrences'
  | 'pointsOfInterest'
  | 'brief'
  | 'outline'
  | 'highlights'
  | 'callOutcome'
  | 'keyPoints';

/** Gong's own analysis of a call: of what was asked for, what there is. */
export function callContent(input: {
  call: GongCall;
  state: GongState;
  wanted: ReadonlySet<ContentName>;
}): Record<string, unknown> {
  const { call, state, wanted } = input;
  const { brief, keyPoints, outcome, topics } = call.gong;
  const content: Partial<Record<ContentName, unknown>> = {};
  if (wanted.has('structure')) content.structure = [];
  if (wanted.has('topics'))
    content.topics = topics.map(({ name, durationMs }) => ({ name, duration: seconds(durationMs) }));
  if (wanted.has('trackers'))
    content.trackers = trackersIn(call, state).map((tracker) => shownTracker(tracker, wanted));
  if (wanted.has('pointsOfInterest')) content.pointsOfInterest = { actionItems: [] };
  if (wanted.has('brief')) content.brief = brief;
  if (wanted.has('outline')) content.outline = outlineOf(call);
  if (wanted.has('highlights')) content.highlights = [];
  if (wanted.has('callOutcome') && outcome !== null) content.callOutcome = outcomeOf(outcome);
  if (wanted.has('keyPoints')) content.keyPoints = keyPoints.map((text) => ({ text }));
  return content;
}

interface FoundTracker {
  readonly id: string;
  readonly name: string;
  readonly phrases: readonly { phrase: string; count: number; occurrences: readonly Occurrence[] }[];
}

interface Occurrence {
  readonly startTime: number;
  readonly speakerId: string;
}

function trackersIn(call: GongCall, state: GongState): FoundTracker[] {
  return call.gong.trackers.map(({ name, phrases }) => ({
    id: state.trackers.find((tracker) => tracker.name === name)?.id ?? '6840000929075499999',
    name,
    phrases: phrases.map(({ text, count }) => ({ phrase: text, count, occurrences: occurrencesOf(text, call) })),
  }));
}

function shownTracker({ id, name, phrases }: FoundTracker, wanted: ReadonlySet<ContentName>): Record<string, unknown> {
  const withOccurrences = wanted.has('trackerOccurrences');
  const count = phrases.reduce((sum, phrase) => sum + phrase.count, 0);
  return {
    id,
    name,
    count,
    type: 'KEYWORD',
    occurrences: withOccurrences ? phrases.flatMap(({ occurrences }) => occurrences) : [],
    phrases: phrases.map(({ phrase, count: times, occurrences }) => ({
      phrase,
      count: times,
      occurrences: withOccurrences ? occurrences : [],
    })),
  };
}

function occurrencesOf(phrase: string, { monologues }: GongCall): Occurrence[] {
  const needle = phrase.toLowerCase();
  return monologues.flatMap(({ speakerId, sentences }) =>
    sentences
      .filter(({ text }) => text.toLowerCase().includes(needle))
      .map(({ startMs }) => ({ startTime: startMs / 1000, speakerId })),
  );
}

/** A section for each run of monologues on one topic. */
function outlineOf({ monologues }: GongCall): Record<string, unknown>[] {
  const sections: { section: string; startMs: number; endMs: number }[] = [];
  for (const { topic, sentences } of monologues) {
    const startMs = sentences[0]?.startMs ?? 0;
    const endMs = sentences.at(-1)?.endMs ?? startMs;
    const section = topic ?? 'Conversation';
    const last = sections.at(-1);
    if (last?.section === section) last.endMs = endMs;
    else sections.push({ section, startMs, endMs });
  }
  return sections.map(({ section, startMs, endMs }) => ({
    section,
    startTime: startMs / 1000,
    duration: (endMs - startMs) / 1000,
    items: [],
  }));
}

function outcomeOf(name: string): Record<string, string> {
  return { id: name.toUpperCase().replaceAll(/[^A-Z0-9]+/gu, '_'), category: 'Answered', name };
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 1000);
}
