import type {
  AnalysisReport,
  AnalyzedCall,
  Claim,
  Evidence,
  Findings,
  NamedMention,
  QualificationElement,
  Statement,
} from '#contracts';
import { claimIn, emptyFindings, interactionOf, reportOf } from './build-report.ts';
import { readSampleCall, readTruth, type Truth } from './sample-call.ts';
import { usualMethods } from './usual-methods.ts';

/** A rich report: the example call about pricing, with the findings that its truth notes. */
export function sampleReport(): AnalysisReport {
  const call = readSampleCall();
  const truth = readTruth();
  function claim(quote: string): Claim {
    return claimIn(call, quote);
  }
  const findings: Findings = {
    ...emptyFindings(call),
    ...summaryOf(call, truth),
    topics: topicsOf(call, truth),
    sentiment: sentimentOf(call, truth),
    objections: truth.objections.map(({ kind, quote, answer, answerQuote }) => ({
      ...claim(quote),
      kind,
      answer,
      answerEvidence: answerQuote === null ? null : evidenceOf(claim(answerQuote)),
    })),
    buyingSignals: truth.buyingSignals.map(({ kind, quote }) => ({ ...claim(quote), kind })),
    questions: truth.questions.map(({ quote, answered }) => ({
      ...claim(quote),
      answered,
      answerEvidence: answered ? nextTurnEvidence(call, claim(quote).turn) : null,
    })),
    mentions: mentionsOf(call, truth),
    stage: {
      value: 'proposal',
      confidence: 0.74,
      evidence: [claim('So you both have the proposal from last week.')],
    },
    risks: truth.risks.map(({ kind, quote }, position) => ({
      ...claim(quote),
      kind,
      severity: (['medium', 'high', 'medium', 'low'] as const)[position % 4] ?? 'low',
    })),
    gaps: [
      {
        kind: 'single_threaded',
        message: 'The board decides, and nobody of it has been on a call.',
        lookedFor: 'A speaker of their side whom the call names as a decider.',
      },
    ],
    qualification: qualificationOf(call, truth),
    interaction: interactionOf(call),
    coaching: [
      {
        kind: 'price_defended_early',
        message: 'Ask what the fees cost them today before taking the price apart.',
        speaker: 'Daniel Reyes',
        evidence: [claim('Let me, um, let me take it apart a bit.')],
      },
      {
        kind: 'sarcasm_passed_over',
        message: 'A sarcastic remark about vendors was let pass; name it and ask what would count.',
        speaker: 'Daniel Reyes',
        evidence: [claim('I hear you.')],
      },
    ],
    trackers: [
      { name: 'Portfolio sale', kind: 'keyword', hits: [claim("we're selling a portfolio next summer")] },
      { name: 'Early termination', kind: 'keyword', hits: [] },
    ],
    abstentions: [{ about: 'trackers', reason: 'no_model', message: 'Two trackers in plain words were not run.' }],
  };
  return reportOf(call, findings);
}

/** A call as long as the longest that people hold: `turnCount` turns, claims in most of them. */
export function longReport(turnCount: number): AnalysisReport {
  const sample = sampleReport();
  const rounds = Math.ceil(turnCount / sample.result.call.turns.length);
  const perRound = sample.result.call.turns.length;
  const lengthMs = 480_000;
  const turns = Array.from({ length: rounds }, (_, round) =>
    sample.result.call.turns.map((turn) => ({
      ...turn,
      turn: turn.turn + round * perRound,
      startMs: (turn.startMs ?? 0) + round * lengthMs,
      endMs: (turn.endMs ?? 0) + round * lengthMs,
    })),
  )
    .flat()
    .slice(0, turnCount);
  function repeat<Item extends Claim>(list: readonly Item[]): Item[] {
    return Array.from({ length: rounds }, (_, round) =>
      list.map((item) => ({
        ...item,
        id: `${item.id}:${round}`,
        turn: item.turn + round * perRound,
        startMs: (item.startMs ?? 0) + round * lengthMs,
      })),
    )
      .flat()
      .filter(({ turn }) => turn < turnCount);
  }
  const { findings, call } = sample.result;
  const longCall = { ...call, turns };
  return reportOf(longCall, {
    ...findings,
    objections: repeat(findings.objections),
    buyingSignals: repeat(findings.buyingSignals),
    questions: repeat(findings.questions),
    commitments: repeat(findings.commitments),
    risks: repeat(findings.risks),
    mentions: { ...findings.mentions, amounts: repeat(findings.mentions.amounts) },
    interaction: interactionOf(longCall),
  });
}

function summaryOf(
  call: AnalyzedCall,
  truth: Truth,
): Pick<Findings, 'brief' | 'keyPoints' | 'outcome' | 'decisions' | 'problems' | 'commitments'> {
  function statement(quote: string, text = quote): Statement {
    return { ...claimIn(call, quote), text };
  }
  return {
    brief: [
      statement(
        '$3.50 a unit a month, twelve months.',
        'Daniel walks Larkspur Hill through a proposal of $3.50 a unit a month.',
      ),
      statement("that's a big jump from what we pay today.", 'The CFO finds it a big jump from what they pay today.'),
      statement(
        "okay, three ten with the card fees in there, now we're at least talking.",
        'Without Insight and at three ten, card fees included, they are at least talking.',
      ),
    ],
    outcome: statement(
      "This is above it, so it's the board.",
      'It goes to the board; a three-year version comes first.',
    ),
    keyPoints: [
      statement(
        "Total cost, all the fees in, at or under what we spend now. If you beat that, it's a short conversation.",
      ),
      statement("They came in at two sixty a unit and they're waiving setup."),
      statement('They meet on the 20th, and papers have to be in the Friday before.'),
      statement('First of February, for the February rent run.'),
    ],
    decisions: [statement("Then leave it out and we're at three ten, and you can add it any month you like.")],
    problems: [statement('Because Domus One changed their export in August and everything broke.')],
    commitments: truth.commitments.map(({ owner, side, quote, dueText, due }) => ({
      ...claimIn(call, quote),
      owner,
      ownerSide: side,
      text: quote,
      due: dueText === null ? null : { text: dueText, date: due },
    })),
  };
}

function topicsOf(call: AnalyzedCall, truth: Truth): Findings['topics'] {
  const weight = (truth.topics.length * (truth.topics.length + 1)) / 2;
  const stride = Math.floor(call.turns.length / truth.topics.length);
  return truth.topics.map((name, position) => {
    const turn = call.turns[position * stride + 2];
    return {
      name,
      share: (truth.topics.length - position) / weight,
      basis: 'time',
      segments: [{ fromTurn: position * stride, toTurn: position * stride + stride - 1 }],
      evidence: turn === undefined ? [] : [claimIn(call, turn.text)],
    };
  });
}

function sentimentOf(call: AnalyzedCall, truth: Truth): Findings['sentiment'] {
  const scores = [0.1, 0.05, -0.15, -0.35, -0.4, -0.2, 0, 0.1, -0.1, 0.15, 0.35, 0.4, 0.25, 0.3, 0.45, 0.5];
  const stride = Math.floor(call.turns.length / scores.length);
  function courseOf(levels: readonly number[]): Findings['sentiment']['course'] {
    return levels.map((score, position) => ({
      fromTurn: position * stride,
      toTurn: position * stride + stride - 1,
      startMs: call.turns[position * stride]?.startMs ?? null,
      score,
    }));
  }
  return {
    overall: { score: 0.1, label: 'mixed', sentences: 150 },
    sides: [
      {
        side: 'internal',
        score: 0.3,
        label: 'positive',
        sentences: 60,
        course: courseOf(scores.map(() => 0.3)),
        trend: 'steady',
      },
      { side: 'external', score: -0.02, label: 'mixed', sentences: 90, course: courseOf(scores), trend: 'better' },
    ],
    course: courseOf(scores),
    turningPoints: [
      { ...claimIn(call, "that's a big jump from what we pay today."), direction: 'worse', before: 0.1, after: -0.3 },
      { ...claimIn(call, truth.sentiment.turningPoint), direction: 'better', before: -0.1, after: 0.4 },
    ],
  };
}

function mentionsOf(call: AnalyzedCall, truth: Truth): Findings['mentions'] {
  function named(names: readonly { name: string; quote: string }[]): NamedMention[] {
    return [...Map.groupBy(names, ({ name }) => name)].map(([name, list]) => ({
      name,
      count: list.length,
      sufficient: list.length >= 5,
      mentions: list.map(({ quote }) => claimIn(call, quote)),
    }));
  }
  return {
    competitors: named(truth.competitors),
    products: named(truth.products.map((name) => ({ name, quote: name }))),
    people: named(truth.people.map((name) => ({ name, quote: name.split(' ')[0] ?? name }))),
    amounts: truth.amounts.map(({ quote, minorUnits, currency }) => ({
      ...claimIn(call, quote),
      minorUnits,
      currency,
    })),
    dates: truth.dates.map(({ quote, resolved }) => ({ ...claimIn(call, quote), date: resolved, endDate: null })),
  };
}

function qualificationOf(call: AnalyzedCall, truth: Truth): Findings['qualification'] {
  const methods = usualMethods.map(({ id, elements }) => {
    const values = elements.map(({ key }): [string, QualificationElement] => {
      const known = truth.qualification[id]?.[key];
      if (known === null || known === undefined) return [key, { status: 'unknown' }];
      return [key, { status: 'known', value: known.value, ...claimIn(call, known.quote) }];
    });
    return [id, Object.fromEntries(values)] as const;
  });
  return Object.fromEntries(methods);
}

function nextTurnEvidence(call: AnalyzedCall, turn: number): Evidence | null {
  const next = call.turns[turn + 1];
  return next === undefined ? null : evidenceOf(claimIn(call, next.text));
}

function evidenceOf({ id: _id, confidence: _confidence, rule: _rule, ...evidence }: Claim): Evidence {
  return evidence;
}
