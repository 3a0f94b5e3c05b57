import type { GongCall } from './state.ts';

interface Stretch {
  readonly speakerId: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface InteractionFigures {
  /** Shares and seconds of one person in one call, by Gong's names for them. */
  readonly stats: readonly { readonly name: string; readonly value: number }[];
  readonly talkTimeMs: ReadonlyMap<string, number>;
  readonly questions: { readonly companyCount: number; readonly nonCompanyCount: number };
}

/** Counted from the transcript, for the person who speaks as `speakerId` (the host, or the user asked for). */
export function interactionFigures(call: GongCall, speakerId: string | null): InteractionFigures {
  const stretches = stretchesOf(call);
  const isInternal = internalSpeakers(call);
  const talkTimeMs = new Map<string, number>();
  for (const { speakerId: id, startMs, endMs } of stretches) {
    talkTimeMs.set(id, (talkTimeMs.get(id) ?? 0) + endMs - startMs);
  }
  const totalMs = [...talkTimeMs.values()].reduce((sum, value) => sum + value, 0);
  const own = stretches.filter((stretch) => stretch.speakerId === speakerId);
  const theirs = stretches.filter((stretch) => !isInternal.has(stretch.speakerId));
  const ownMs = speakerId === null ? 0 : (talkTimeMs.get(speakerId) ?? 0);
  const stats = [
    { name: 'Talk Ratio', value: totalMs === 0 ? 0 : round(ownMs / totalMs) },
    { name: 'Longest Monologue', value: longestSeconds(own) },
    { name: 'Longest Customer Story', value: longestSeconds(theirs) },
    { name: 'Interactivity', value: interactivity(stretches, isInternal) },
    { name: 'Patience', value: patience(stretches, isInternal) },
  ];
  return { stats, talkTimeMs, questions: countQuestions(call, isInternal) };
}

/** Neighboring monologues of one person are one stretch. */
function stretchesOf({ monologues }: GongCall): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { speakerId, sentences } of monologues) {
    const startMs = sentences[0]?.startMs ?? 0;
    const endMs = sentences.at(-1)?.endMs ?? startMs;
    const last = stretches.at(-1);
    if (last?.speakerId === speakerId) {
      stretches[stretches.length - 1] = { ...last, endMs };
    } else {
      stretches.push({ speakerId, startMs, endMs });
    }
  }
  return stretches;
}

function internalSpeakers({ parties }: GongCall): ReadonlySet<string> {
  return new Set(
    parties.flatMap(({ speakerId, affiliation }) =>
      speakerId !== null && affiliation === 'Internal' ? [speakerId] : [],
    ),
  );
}

function longestSeconds(stretches: readonly Stretch[]): number {
  return round(stretches.reduce((longest, { startMs, endMs }) => Math.max(longest, endMs - startMs), 0) / 1000);
}

/** How often the word passes between the sides, each five minutes. */
function interactivity(stretches: readonly Stretch[], isInternal: ReadonlySet<string>): number {
  const lengthMs = (stretches.at(-1)?.endMs ?? 0) - (stretches[0]?.startMs ?? 0);
  const passes = stretches.filter((stretch, place) => {
    const before = stretches[place - 1];
    return before !== undefined && isInternal.has(before.speakerId) !== isInternal.has(stretch.speakerId);
  }).length;
  return lengthMs === 0 ? 0 : round((passes * 300_000) / lengthMs);
}

/** How many seconds pass, on average, between the end of what they say and our answer. */
function patience(stretches: readonly Stretch[], isInternal: ReadonlySet<string>): number {
  const pauses = stretches.flatMap((stretch, place) => {
    const before = stretches[place - 1];
    const isAnswer = before !== undefined && !isInternal.has(before.speakerId) && isInternal.has(stretch.speakerId);
    return isAnswer ? [Math.max(0, stretch.startMs - before.endMs)] : [];
  });
  const totalMs = pauses.reduce((sum, pause) => sum + pause, 0);
  return pauses.length === 0 ? 0 : round(totalMs / pauses.length / 1000);
}

function countQuestions({ monologues }: GongCall, isInternal: ReadonlySet<string>) {
  let companyCount = 0;
  let nonCompanyCount = 0;
  for (const { speakerId, sentences } of monologues) {
    const asked = sentences.filter(({ text }) => text.trimEnd().endsWith('?')).length;
    if (isInternal.has(speakerId)) companyCount += asked;
    else nonCompanyCount += asked;
  }
  return { companyCount, nonCompanyCount };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
