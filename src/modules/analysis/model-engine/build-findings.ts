import type { CoachingPoint, Findings, Question, RefusedClaim, StageAssessment, Statement } from '#contracts';
import { fromData } from '#platform/llm';
import type { Place } from '../claims/claim-from.ts';
import type { Document } from '../language/index.ts';
import { buildCommitments } from './build-commitments.ts';
import { buildQualification } from './build-qualification.ts';
import { createLocator, type Locator } from './create-locator.ts';
import { isSamePlace, mergeClaims, mostConfident } from './merge-claims.ts';
import type { ModelAnswer } from './model-answer.ts';

export interface BuildOptions {
  readonly document: Document;
  /** The findings of the rules: every figure, and whatever a model has no say in, stays as it is there. */
  readonly base: Findings;
  /** One answer for each window, in the order of the call. */
  readonly answers: readonly ModelAnswer[];
  /** What stands in each claim as the maker, such as `model.analysis.v1`. */
  readonly rule: string;
}

type ProposedStatement = ModelAnswer['brief'][number];

const briefLimit = 4;
const keyPointLimit = 10;
const coachingLimit = 5;

/** Puts a model's judgments in the place of the rules'. What it quoted and nobody said comes back as `unlocated`. */
export function buildFindings({ document, base, answers, rule }: BuildOptions): {
  findings: Findings;
  unlocated: RefusedClaim[];
} {
  const located = createLocator({ document, rule });
  const locator = hearOnly({ locator: located, document, flags: base.flags });
  // Of a deal, its risks and its handling nothing is claimed where nobody is known to be a buyer.
  const judged = document.transcript.turns.some(({ side }) => side === 'external') ? answers : [];
  function statements(field: 'brief' | 'keyPoints' | 'outcome' | 'decisions' | 'problems'): Statement[] {
    return mergeClaims(answers.flatMap((answer) => locateStatements({ locator, field, proposed: answer[field] })));
  }
  const brief = mostConfident(statements('brief'), briefLimit);
  const keyPoints = mostConfident(statements('keyPoints'), keyPointLimit);
  const findings: Findings = {
    ...base,
    // A model that says nothing at all here has not read; the rules have.
    brief: brief.length > 0 ? brief : base.brief,
    keyPoints: keyPoints.length > 0 ? keyPoints : base.keyPoints,
    outcome: statements('outcome').at(-1) ?? null,
    decisions: statements('decisions'),
    problems: statements('problems'),
    objections: buildObjections({ locator, answers }),
    buyingSignals: mergeClaims(
      answers.flatMap(({ buyingSignals }) =>
        buyingSignals.flatMap(({ kind, ...proposed }) => {
          const claim = locator.claim({ field: 'buyingSignals', proposed });
          return claim === null ? [] : [{ ...claim, kind }];
        }),
      ),
    ),
    questions: buildQuestions({ locator, answers, base }),
    commitments: buildCommitments({ document, locator, answers, base }),
    stage: buildStage({ locator, answers: judged }),
    risks: mergeClaims(
      judged.flatMap(({ risks }) =>
        risks.flatMap(({ kind, severity, ...proposed }) => {
          const claim = locator.claim({ field: 'risks', proposed });
          return claim === null ? [] : [{ ...claim, kind, severity }];
        }),
      ),
    ),
    qualification: buildQualification({ locator, answers: judged, methods: base.qualificationMethods }),
    coaching: buildCoaching({ locator, answers: judged }),
  };
  return { findings, unlocated: [...locator.unlocated] };
}

/** A locator to which sentences with a flag were never said: what a model quotes from them is dropped. */
function hearOnly(options: { locator: Locator; document: Document; flags: Findings['flags'] }): Locator {
  const { locator, document, flags } = options;
  const silenced = document.sentences.filter((sentence) => flags.some((flag) => isTouching(flag, sentence)));
  function isSilenced(place: Place): boolean {
    return flags.some((flag) => isTouching(flag, place)) || silenced.some((sentence) => isTouching(sentence, place));
  }
  return {
    unlocated: locator.unlocated,
    claim: (proposed) => {
      const claim = locator.claim(proposed);
      return claim === null || isSilenced(claim) ? null : claim;
    },
    evidence: (proposed) => {
      const evidence = locator.evidence(proposed);
      return evidence === null || isSilenced(evidence) ? null : evidence;
    },
  };
}

function isTouching(one: Place, other: Place): boolean {
  return one.turn === other.turn && one.start < other.end && one.end > other.start;
}

interface Parts {
  readonly locator: Locator;
  readonly answers: readonly ModelAnswer[];
}

function locateStatements(options: {
  locator: Locator;
  field: string;
  proposed: readonly ProposedStatement[];
}): Statement[] {
  const { locator, field, proposed } = options;
  return proposed.flatMap(({ text, ...place }) => {
    const claim = locator.claim({ field, proposed: place });
    if (claim === null) return [];
    const wording = fromData(text).trim();
    return [{ ...claim, text: wording === '' ? claim.quote : wording }];
  });
}

function buildObjections({ locator, answers }: Parts): Findings['objections'] {
  const found = answers.flatMap(({ objections }) =>
    objections.flatMap(({ kind, answer, answerTurn, answerQuote, ...proposed }) => {
      const claim = locator.claim({ field: 'objections', proposed });
      if (claim === null) return [];
      const place = { turn: answerTurn, quote: answerQuote, speaker: null };
      const answerEvidence =
        answer === 'unanswered' ? null : locator.evidence({ field: 'objections.answerEvidence', proposed: place });
      return [{ ...claim, kind, answer: answerEvidence === null ? ('unanswered' as const) : answer, answerEvidence }];
    }),
  );
  return mergeClaims(found);
}

/** The rules' questions keep their place; the model says which were answered, and adds those the rules missed. */
function buildQuestions({ locator, answers, base }: Parts & { base: Findings }): Question[] {
  const judged = answers.flatMap(({ questions }) =>
    questions.flatMap(({ answered, answerTurn, answerQuote, ...proposed }) => {
      const claim = locator.claim({ field: 'questions', proposed });
      if (claim === null) return [];
      const place = { turn: answerTurn, quote: answerQuote, speaker: null };
      const answerEvidence = answered ? locator.evidence({ field: 'questions.answerEvidence', proposed: place }) : null;
      return [{ ...claim, answered: answerEvidence !== null, answerEvidence }];
    }),
  );
  const merged = mergeClaims(judged);
  const known = base.questions.map((question) => {
    const match = merged.find((candidate) => isSamePlace(candidate, question));
    if (match === undefined) return question;
    return { ...question, answered: match.answered, answerEvidence: match.answerEvidence };
  });
  const added = merged.filter((candidate) => !base.questions.some((question) => isSamePlace(candidate, question)));
  return [...known, ...added].toSorted((left, right) => left.turn - right.turn || left.start - right.start);
}

/** The most confident window's stage; `unknown` where nothing that was quoted for it stands in the call. */
function buildStage({ locator, answers }: Parts): StageAssessment {
  const assessed = answers.flatMap(({ stage }) => {
    if (stage.value === 'unknown') return [];
    const evidence = mergeClaims(
      stage.evidence.flatMap((proposed) => locator.claim({ field: 'stage.evidence', proposed }) ?? []),
    );
    const confidence = Math.min(1, Math.max(0, Number.isFinite(stage.confidence) ? stage.confidence : 0));
    return evidence.length === 0 ? [] : [{ value: stage.value, confidence, evidence }];
  });
  const [best] = assessed.toSorted((left, right) => right.confidence - left.confidence);
  return best ?? { value: 'unknown', confidence: 0, evidence: [] };
}

function buildCoaching({ locator, answers }: Parts): CoachingPoint[] {
  const points = answers.flatMap(({ coaching }) =>
    coaching.flatMap(({ kind, message, ...proposed }) => {
      const claim = locator.claim({ field: 'coaching.evidence', proposed });
      if (claim === null || kind.trim() === '' || message.trim() === '') return [];
      return [{ kind: kind.trim(), message: fromData(message).trim(), speaker: claim.speaker, evidence: [claim] }];
    }),
  );
  const distinct = points.filter((point, index) => points.findIndex(({ kind }) => kind === point.kind) === index);
  return distinct.slice(0, coachingLimit);
}
