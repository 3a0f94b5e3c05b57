import type { Findings, Transcript } from '#contracts';
import type { Truth } from './truth.ts';

/** Hits, what was found too much and what was missed; `aside` counts agreement on what hits carry besides. */
export interface Score {
  found: number;
  truths: number;
  hits: number;
  /** Of the hits, by name: how many agree, of how many that could be asked. */
  readonly aside: Map<string, { right: number; asked: number }>;
}

export type Scores = Map<string, Score>;

interface Place {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** A truth entry with the places where its quote stands; quotes of one turn may stand in several. */
interface Wanted<Entry> {
  readonly entry: Entry;
  readonly places: readonly Place[];
}

interface Compared<Found extends Place, Entry> {
  readonly name: string;
  readonly found: readonly Found[];
  /** Left out where the truth does not speak of it. */
  readonly wanted: readonly Wanted<Entry>[] | undefined;
  /** What must agree besides the place. */
  readonly fits?: (found: Found, entry: Entry) => boolean;
  /** What is counted apart for hits; null where it cannot be asked. */
  readonly aside?: Readonly<Record<string, (found: Found, entry: Entry) => boolean | null>>;
}

/** Compares the findings of one call with its truth and adds the counts to `scores`. */
export function scoreCall(options: { transcript: Transcript; findings: Findings; truth: Truth; scores: Scores }): void {
  const { findings, truth, scores } = options;
  scoreTalk(options);
  scoreSentiment(options);
  scoreMentions(options);
  if (truth.people !== undefined) {
    const found = findings.mentions.people.map(({ name }) => name);
    scoreNames(scores, { name: 'people', found, truth: truth.people });
  }
  scoreNames(scores, {
    name: 'products',
    found: findings.mentions.products.map(({ name }) => name),
    truth: truth.products,
  });
  const stages = findings.stage.value === 'unknown' ? [] : [findings.stage.value];
  scoreNames(scores, { name: 'stage', found: stages, truth: [truth.stage] });
  if (truth.topics !== undefined && truth.topics !== null) {
    const named = [findings.topics.map(({ name }) => name), truth.topics];
    const [found = [], wanted = []] = named.map((names) => names.filter((name) => name !== 'other'));
    scoreNames(scores, { name: 'topics', found, truth: wanted });
  }
  scoreQualification(options);
}

interface Compare {
  readonly transcript: Transcript;
  readonly findings: Findings;
  readonly truth: Truth;
  readonly scores: Scores;
}

function scoreTalk({ transcript, findings, truth, scores }: Compare): void {
  compare(scores, {
    name: 'objections',
    found: findings.objections,
    wanted: wantedIn(transcript, truth.objections),
    aside: {
      kind: (found, entry) => found.kind === entry.kind,
      answer: (found, entry) => found.answer === entry.answer,
    },
  });
  compare(scores, {
    name: 'buyingSignals',
    found: findings.buyingSignals,
    wanted: wantedIn(transcript, truth.buyingSignals),
    aside: { kind: (found, entry) => found.kind === entry.kind },
  });
  compare(scores, {
    name: 'questions',
    found: findings.questions,
    wanted: truth.questions && wantedIn(transcript, truth.questions),
    aside: { answered: (found, entry) => found.answered === entry.answered },
  });
  compare(scores, {
    name: 'commitments',
    found: findings.commitments,
    wanted: wantedIn(transcript, truth.commitments),
    aside: {
      owner: (found, entry) => isSamePerson(entry.owner, found.owner),
      due: (found, entry) =>
        entry.due === null && found.due === null ? null : (found.due?.date ?? null) === entry.due,
    },
  });
  compare(scores, {
    name: 'risks',
    found: findings.risks,
    wanted: wantedIn(
      transcript,
      truth.risks.flatMap((risk) => (risk.quote === null ? [] : [{ ...risk, quote: risk.quote }])),
    ),
    aside: { kind: (found, entry) => found.kind === entry.kind },
  });
}

/** One label for the call and one for each side, and the turning point by its place. */
function scoreSentiment({ transcript, findings, truth, scores }: Compare): void {
  const { sentiment } = findings;
  if (truth.sentiment === null || truth.sentiment === undefined) return;
  const { overall, internal, external, turningPoint } = truth.sentiment;
  scoreNames(scores, {
    name: 'sentiment',
    found: [`overall ${sentiment.overall.label}`, ...sentiment.sides.map(({ side, label }) => `${side} ${label}`)],
    truth: [`overall ${overall}`, `internal ${internal}`, `external ${external}`],
  });
  const wanted = wantedIn(transcript, turningPoint === null ? [] : [{ quote: turningPoint }]);
  compare(scores, { name: 'turning points', found: sentiment.turningPoints, wanted });
  compare(scores, {
    name: 'turning points within two turns',
    found: sentiment.turningPoints.map((point) => ({ ...point, start: 0, end: Number.MAX_SAFE_INTEGER })),
    wanted: wanted.map(({ entry, places }) => ({ entry, places: places.flatMap(turnsNear) })),
  });
}

/** The place's turn and the two on either side of it, from end to end. */
function turnsNear({ turn }: Place): Place[] {
  return [-2, -1, 0, 1, 2].map((step) => ({ turn: turn + step, start: 0, end: Number.MAX_SAFE_INTEGER }));
}

function scoreMentions({ transcript, findings, truth, scores }: Compare): void {
  compare(scores, {
    name: 'competitors',
    found: findings.mentions.competitors.flatMap((named) =>
      named.mentions.map((place) => ({ ...place, name: named.name })),
    ),
    wanted: wantedIn(transcript, truth.competitors),
    fits: (found, entry) => found.name === entry.name,
  });
  compare(scores, {
    name: 'amounts',
    found: findings.mentions.amounts,
    wanted: truth.amounts && wantedIn(transcript, truth.amounts),
    aside: {
      value: (found, entry) => found.minorUnits === entry.minorUnits,
      currency: (found, entry) => found.currency === entry.currency,
    },
  });
  compare(scores, {
    name: 'dates',
    found: findings.mentions.dates,
    wanted: truth.dates && wantedIn(transcript, truth.dates),
    aside: {
      resolved: (found, entry) => found.date === entry.resolved || (found.endDate ?? found.date) === entry.resolved,
    },
  });
}

function wantedIn<Entry extends { quote: string; speaker?: string | null | undefined }>(
  transcript: Transcript,
  list: readonly Entry[],
): Wanted<Entry>[] {
  return list.map((entry) => ({ entry, places: placesOf(transcript, entry) }));
}

/** Precision, recall and F1 of a score, each 0 to 1; NaN where nothing was found or wanted. */
export function rates(score: Score): { precision: number; recall: number; f1: number } {
  const precision = score.hits / score.found;
  const recall = score.hits / score.truths;
  return { precision, recall, f1: (2 * score.hits) / (score.found + score.truths) };
}

/** The score of a finding, made empty where it is not there yet. */
function scoreOf(scores: Scores, name: string): Score {
  const known = scores.get(name) ?? { found: 0, truths: 0, hits: 0, aside: new Map() };
  scores.set(name, known);
  return known;
}

/** For every truth entry, whether it was hit, and the findings that hit none: what a reader looks through. */
function matchPlaces<Found extends Place, Entry>(options: {
  found: readonly Found[];
  wanted: readonly Wanted<Entry>[];
  fits?: ((found: Found, entry: Entry) => boolean) | undefined;
}): { pairs: { found: Found; entry: Entry }[]; missed: Entry[]; extra: Found[] } {
  const { found, wanted, fits } = options;
  const open = new Set(found);
  const pairs: { found: Found; entry: Entry }[] = [];
  const missed: Entry[] = [];
  for (const { entry, places } of wanted) {
    const hit = [...open].find(
      (candidate) =>
        places.some((place) => overlaps(place, candidate)) && (fits === undefined || fits(candidate, entry)),
    );
    if (hit === undefined) missed.push(entry);
    else {
      open.delete(hit);
      pairs.push({ found: hit, entry });
    }
  }
  return { pairs, missed, extra: [...open] };
}

/** Every place where the quote of a truth entry stands, in turns of its speaker where it names one. */
export function placesOf(
  transcript: Transcript,
  entry: { quote: string; speaker?: string | null | undefined },
): Place[] {
  return transcript.turns.flatMap((turn) => {
    if (typeof entry.speaker === 'string' && !isSamePerson(entry.speaker, turn.speaker)) return [];
    const places: Place[] = [];
    for (let start = turn.text.indexOf(entry.quote); start >= 0; start = turn.text.indexOf(entry.quote, start + 1)) {
      places.push({ turn: turn.turn, start, end: start + entry.quote.length });
    }
    return places;
  });
}

function compare<Found extends Place, Entry>(scores: Scores, compared: Compared<Found, Entry>): void {
  const { wanted } = compared;
  if (wanted === undefined) return;
  const score = scoreOf(scores, compared.name);
  const { pairs } = matchPlaces({ ...compared, wanted });
  score.found += compared.found.length;
  score.truths += wanted.length;
  score.hits += pairs.length;
  for (const [name, agrees] of Object.entries(compared.aside ?? {})) {
    const counted = score.aside.get(name) ?? { right: 0, asked: 0 };
    score.aside.set(name, counted);
    for (const { found, entry } of pairs) {
      const right = agrees(found, entry);
      if (right === null) continue;
      counted.asked += 1;
      if (right) counted.right += 1;
    }
  }
}

function scoreNames(
  scores: Scores,
  options: { name: string; found: readonly string[]; truth: readonly string[] },
): void {
  const score = scoreOf(scores, options.name);
  score.found += options.found.length;
  score.truths += options.truth.length;
  score.hits += options.truth.filter((name) => options.found.includes(name)).length;
}

/** An element is hit where it is known on both sides and the quotes meet; unknown on both sides is not counted. */
function scoreQualification(options: {
  transcript: Transcript;
  findings: Findings;
  truth: Truth;
  scores: Scores;
}): void {
  const { transcript, findings, truth, scores } = options;
  const score = scoreOf(scores, 'qualification');
  const filled = scoreOf(scores, 'qualification (filled or unknown)');
  for (const [method, elements] of Object.entries(findings.qualification)) {
    for (const [name, element] of Object.entries(elements)) {
      const wanted = truth.qualification[method]?.[name] ?? null;
      filled.found += 1;
      filled.truths += 1;
      if ((element.status === 'known') === (wanted !== null)) filled.hits += 1;
      if (element.status === 'known') score.found += 1;
      if (wanted !== null) score.truths += 1;
      if (element.status === 'known' && wanted !== null) {
        if (placesOf(transcript, wanted).some((place) => overlaps(place, element))) score.hits += 1;
      }
    }
  }
}

/** A transcript may add what somebody is: `Sam Ortiz (role: owner)`. */
function isSamePerson(name: string, speaker: string): boolean {
  return speaker === name || speaker.startsWith(`${name} (`);
}

/** Whether two places of a call share text. */
export function overlaps(one: Place, other: Place): boolean {
  return one.turn === other.turn && one.start < other.end && other.start < one.end;
}
