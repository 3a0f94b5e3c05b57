import {
  AnalysisReport,
  type AnalyzedCall,
  analysisSchemaVersion,
  type Claim,
  type Findings,
  type Side,
  type SpeakerFigures,
} from '#contracts';
import { unknownQualification } from './usual-methods.ts';

type Turn = AnalyzedCall['turns'][number];

/** A call of two people who say nothing that matters, and no findings: what a test changes to what it needs. */
export function plainReport(
  turns: readonly { speaker: string; side: Side; text: string }[] = [
    { speaker: 'Maya Okafor', side: 'internal', text: 'Good morning.' },
    { speaker: 'Sam Ortiz', side: 'external', text: 'Morning.' },
  ],
): AnalysisReport {
  const call: AnalyzedCall = {
    title: 'A short call',
    date: '2026-10-06',
    startedAt: null,
    timeZone: 'UTC',
    currency: 'USD',
    parties: [],
    turns: turns.map((turn, position) => ({ ...turn, turn: position, startMs: null, endMs: null })),
  };
  return reportOf(call, emptyFindings(call));
}

/** A claim whose quote is cut from a turn of the call; throws where no turn holds it. */
export function claimIn(call: AnalyzedCall, quote: string): Claim {
  const turn = call.turns.find(({ text }) => text.includes(quote));
  if (turn === undefined) throw new Error(`No turn says "${quote}".`);
  const start = turn.text.indexOf(quote);
  return {
    id: `claim:${turn.turn}:${start}-${start + quote.length}`,
    confidence: 0.82,
    rule: 'sample',
    quote,
    turn: turn.turn,
    start,
    end: start + quote.length,
    speaker: turn.speaker,
    side: turn.side,
    sentence: `${turn.turn}.0`,
    startMs: turn.startMs,
    endMs: turn.endMs,
  };
}

/** The report of a call with these findings, by `rules`, with three claims refused. */
export function reportOf(call: AnalyzedCall, findings: Findings): AnalysisReport {
  return AnalysisReport.parse({
    envelope: {
      callId: 'call_0199b7c4d2a07e1f9c3b5a6d7e8f9012',
      callVersion: 1,
      analysisId: 'ana_0199b7c4d2a07e1f9c3b5a6d7e8f9013',
      analysisVersion: 1,
      source: '02-pricing-larkspur-hill.json',
      analyzedAt: '2026-10-06T19:03:11Z',
      durationMs: 412,
      costMicroUsd: 0,
      warnings: [],
      brokenClaims: [],
    },
    result: {
      schemaVersion: analysisSchemaVersion,
      engine: {
        name: 'rules',
        version: '1.0.0',
        promptVersion: null,
        provider: null,
        model: null,
        fellBackFrom: [],
      },
      call,
      findings,
      verification: {
        proposed: 122,
        kept: 119,
        refused: [
          {
            field: 'commitments',
            reason: 'negation_cut',
            quote: "I'd have that by end of day,",
            turn: 38,
            detail: '"can\'t promise" stands before it.',
          },
          {
            field: 'objections',
            reason: 'wrong_side',
            quote: "some people tell us we're too pricey until they add those up.",
            turn: 16,
            detail: 'Daniel Reyes is on our side; an objection must come from theirs.',
          },
          {
            field: 'buyingSignals',
            reason: 'quote_not_found',
            quote: 'We love the price.',
            turn: 54,
            detail: 'Turn 54 does not hold these words.',
          },
        ],
        refusedByReason: { negation_cut: 1, wrong_side: 1, quote_not_found: 1 },
      },
    },
  });
}

/** Findings that hold nothing. */
export function emptyFindings(call: AnalyzedCall): Findings {
  return {
    brief: [],
    keyPoints: [],
    outcome: null,
    topics: [],
    sentiment: { overall: { score: 0, label: 'neutral', sentences: 0 }, sides: [], course: [], turningPoints: [] },
    objections: [],
    buyingSignals: [],
    questions: [],
    commitments: [],
    decisions: [],
    problems: [],
    mentions: { competitors: [], products: [], people: [], amounts: [], dates: [] },
    stage: { value: 'unknown', confidence: 0, evidence: [] },
    risks: [],
    gaps: [],
    ...unknownQualification(),
    interaction: interactionOf(call),
    coaching: [],
    trackers: [],
    flags: [],
    abstentions: [],
  };
}

/** Interaction figures that are plausible for the call; only shares, words and times are counted. */
export function interactionOf(call: AnalyzedCall): Findings['interaction'] {
  const basis = call.turns.every(({ startMs }) => startMs !== null) ? 'time' : 'words';
  const speakers = [...Map.groupBy(call.turns, ({ speaker }) => speaker)].map(([speaker, turns]) =>
    figuresOf({ speaker, turns, all: call.turns, basis }),
  );
  return {
    basis,
    durationMs: basis === 'time' ? Math.max(0, ...call.turns.map(({ endMs }) => endMs ?? 0)) : null,
    words: speakers.reduce((sum, { words }) => sum + words, 0),
    turns: call.turns.length,
    speakers,
    sides: (['internal', 'external'] as const).map((side) => {
      const own = speakers.filter((figures) => figures.side === side);
      return {
        side,
        talkRatio: own.reduce((sum, { talkRatio }) => sum + talkRatio, 0),
        words: own.reduce((sum, { words }) => sum + words, 0),
        talkMs: basis === 'time' ? own.reduce((sum, { talkMs }) => sum + (talkMs ?? 0), 0) : null,
        longestMonologue: Math.max(0, ...own.map(({ longestMonologue }) => longestMonologue)),
        patienceMs: basis === 'time' ? 940 : null,
        questions: own.reduce((sum, { questions }) => sum + questions, 0),
        questionsPerHour: basis === 'time' ? 64 : null,
        questionsPer100Words: basis === 'time' ? null : 1.25,
      };
    }),
    interactivity: basis === 'time' ? 9.6 : 6.1,
    speakerChanges: Math.max(0, call.turns.length - 1),
    overlapMs: basis === 'time' ? 1_900 : null,
    silenceMs: basis === 'time' ? 41_000 : null,
    longestSilenceMs: basis === 'time' ? 2_100 : null,
  };
}

function figuresOf({
  speaker,
  turns,
  all,
  basis,
}: {
  speaker: string;
  turns: readonly Turn[];
  all: readonly Turn[];
  basis: 'time' | 'words';
}): SpeakerFigures {
  const measure = basis === 'time' ? talkOf : wordsOf;
  const longest = turns.toSorted((left, right) => measure([right]) - measure([left]))[0];
  const words = wordsOf(turns);
  return {
    speaker,
    side: turns[0]?.side ?? 'unknown',
    turns: turns.length,
    words,
    talkMs: basis === 'time' ? talkOf(turns) : null,
    talkRatio: measure(turns) / Math.max(1, measure(all)),
    longestMonologue: longest === undefined ? 0 : measure([longest]),
    longestMonologueTurn: longest?.turn ?? null,
    patienceMs: basis === 'time' ? 880 : null,
    questions: turns.filter(({ text }) => text.includes('?')).length,
    fillers: 6,
    fillersPer100Words: Math.round((600 / words) * 10) / 10,
    wordsPerMinute: basis === 'time' ? Math.round((words / Math.max(1, talkOf(turns))) * 60_000) : null,
  };
}

function wordsOf(turns: readonly Turn[]): number {
  return turns.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
}

function talkOf(turns: readonly Turn[]): number {
  return turns.reduce((sum, turn) => sum + (turn.endMs ?? 0) - (turn.startMs ?? 0), 0);
}
