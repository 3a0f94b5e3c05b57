import type {
  AmountMention,
  Commitment,
  DateMention,
  Due,
  Evidence,
  Findings,
  NamedMention,
  Statement,
} from '#contracts';
import type { Refusal } from './check-evidence.ts';
import { checkWording } from './check-wording.ts';
import type { CallFacts } from './facts.ts';
import { comparable } from './locate-quote.ts';
import { policyFor } from './policy-for.ts';
import type { Sieve } from './sieve.ts';
import { verifyCoaching } from './verify-coaching.ts';
import type { WordingGround } from './wording-ground.ts';

/** Turns between a promise and the words that say when it is due. */
const furthestDueTurns = 3;

interface ClaimsOptions {
  readonly findings: Findings;
  readonly sieve: Sieve;
  readonly ground: WordingGround;
}

/** Passes every list of the findings; qualification has a file of its own. */
export function verifyClaims(options: ClaimsOptions): Findings {
  const { findings, sieve } = options;
  return {
    ...findings,
    ...verifyStatements(options),
    ...verifyVoices(options),
    mentions: verifyMentions(options),
    topics: findings.topics.map((topic) => ({
      ...topic,
      evidence: keep({ list: topic.evidence, field: 'topics.evidence', sieve }),
    })),
    sentiment: {
      ...findings.sentiment,
      turningPoints: keep({ list: findings.sentiment.turningPoints, field: 'sentiment.turningPoints', sieve }),
    },
    stage: verifyStage(options),
    coaching: verifyCoaching({ coaching: findings.coaching, sieve, ground: options.ground }),
    trackers: findings.trackers.map((tracker) => ({
      ...tracker,
      hits: keep({ list: tracker.hits, field: 'trackers.hits', sieve }),
    })),
    flags: keep({ list: findings.flags, field: 'flags', sieve }),
  };
}

type Statements = Pick<Findings, 'brief' | 'keyPoints' | 'outcome' | 'decisions' | 'problems'>;

function verifyStatements({ findings, sieve, ground }: ClaimsOptions): Statements {
  function statements(field: string, list: readonly Statement[]): Statement[] {
    return keep({
      list,
      field,
      sieve,
      also: (statement) => checkWording({ text: statement.text, place: statement, ground }),
    });
  }
  return {
    brief: statements('brief', findings.brief),
    keyPoints: statements('keyPoints', findings.keyPoints),
    outcome: findings.outcome === null ? null : (statements('outcome', [findings.outcome])[0] ?? null),
    decisions: statements('decisions', findings.decisions),
    problems: statements('problems', findings.problems),
  };
}

type Voices = Pick<Findings, 'objections' | 'buyingSignals' | 'questions' | 'commitments' | 'risks'>;

function verifyVoices({ findings, sieve, ground }: ClaimsOptions): Voices {
  return {
    objections: keep({ list: findings.objections, field: 'objections', sieve }).map((objection) => {
      const answerEvidence = answerOf({ answer: objection.answerEvidence, field: 'objections.answerEvidence', sieve });
      return { ...objection, answerEvidence, answer: answerEvidence === null ? 'unanswered' : objection.answer };
    }),
    buyingSignals: keep({ list: findings.buyingSignals, field: 'buyingSignals', sieve }),
    questions: keep({ list: findings.questions, field: 'questions', sieve }).map((question) => {
      const answerEvidence = answerOf({ answer: question.answerEvidence, field: 'questions.answerEvidence', sieve });
      return { ...question, answered: question.answered && answerEvidence !== null, answerEvidence };
    }),
    commitments: keep({
      list: findings.commitments,
      field: 'commitments',
      sieve,
      also: (commitment) => checkCommitment({ commitment, ground }),
    }).map((commitment) => withProvenDue({ commitment, facts: ground.facts, sieve })),
    risks: keep({ list: findings.risks, field: 'risks', sieve }),
  };
}

function verifyMentions({ findings: { mentions }, sieve, ground }: ClaimsOptions): Findings['mentions'] {
  const { facts } = ground;
  return {
    competitors: keepMentions({ list: mentions.competitors, field: 'mentions.competitors.mentions', sieve }),
    products: keepMentions({ list: mentions.products, field: 'mentions.products.mentions', sieve }),
    people: keepMentions({ list: mentions.people, field: 'mentions.people.mentions', sieve }),
    amounts: keep({
      list: mentions.amounts,
      field: 'mentions.amounts',
      sieve,
      also: (amount) => checkAmount({ amount, facts }),
    }),
    dates: keep({
      list: mentions.dates,
      field: 'mentions.dates',
      sieve,
      also: (date) => checkDate({ date, facts }),
    }),
  };
}

function verifyStage({ findings: { stage }, sieve }: ClaimsOptions): Findings['stage'] {
  const evidence = keep({ list: stage.evidence, field: 'stage.evidence', sieve });
  return evidence.length > 0 ? { ...stage, evidence } : unknownStage;
}

const unknownStage: Findings['stage'] = { value: 'unknown', confidence: 0, evidence: [] };

function keep<Item extends Evidence>({
  list,
  field,
  sieve,
  also,
}: {
  list: readonly Item[];
  field: string;
  sieve: Sieve;
  also?: (item: Item) => Refusal | null;
}): Item[] {
  return list.flatMap((item) => {
    const evidence = sieve.pass({
      evidence: item,
      policy: policyFor(field),
      ...(also === undefined ? {} : { also: () => also(item) }),
    });
    return evidence === null ? [] : [{ ...item, ...evidence }];
  });
}

function keepMentions({
  list,
  field,
  sieve,
}: {
  list: readonly NamedMention[];
  field: string;
  sieve: Sieve;
}): NamedMention[] {
  return list.flatMap((entry) => {
    const mentions = keep({ list: entry.mentions, field, sieve });
    return mentions.length === 0
      ? []
      : [{ ...entry, mentions, count: mentions.length, sufficient: mentions.length >= 5 }];
  });
}

function answerOf({ answer, field, sieve }: { answer: Evidence | null; field: string; sieve: Sieve }): Evidence | null {
  return answer === null ? null : sieve.pass({ evidence: answer, policy: policyFor(field) });
}

function checkCommitment({ commitment, ground }: { commitment: Commitment; ground: WordingGround }): Refusal | null {
  const { owner, quote, text, due } = commitment;
  const ownerIsKnown = ground.people.includes(owner) || comparable(quote).text.includes(comparable(owner).text);
  if (!ownerIsKnown) {
    return { reason: 'name_not_in_quote', detail: `${owner} neither takes part nor stands in the quote.` };
  }
  const dueRefusal =
    due === null || due.evidence !== undefined ? null : checkDue({ due, evidence: commitment, facts: ground.facts });
  return dueRefusal ?? checkWording({ text, place: commitment, ground });
}

function checkDue({ due, evidence, facts }: { due: Due; evidence: Evidence; facts: CallFacts }): Refusal | null {
  const isSaid = comparable(evidence.quote).text.includes(comparable(due.text).text);
  const follows = facts
    .datesWithin(evidence)
    .some((date) => due.date === null || date.date === due.date || date.endDate === due.date);
  if (isSaid && follows) return null;
  return {
    reason: 'date_not_in_quote',
    detail: `"${due.text}" (${due.date ?? 'relative'}) does not follow from the quote.`,
  };
}

/** A day said in other words than the promise keeps only where those words stand near it and say so. */
function withProvenDue(options: { commitment: Commitment; facts: CallFacts; sieve: Sieve }): Commitment {
  const { commitment, facts, sieve } = options;
  const { due } = commitment;
  if (due?.evidence === undefined) return commitment;
  const { evidence } = due;
  const isNear = Math.abs(evidence.turn - commitment.turn) <= furthestDueTurns;
  const tooFar = {
    reason: 'date_not_in_quote',
    detail: `"${due.text}" is said ${Math.abs(evidence.turn - commitment.turn)} turns away from the promise.`,
  } as const;
  const proven = sieve.pass({
    evidence,
    policy: policyFor('commitments.due.evidence'),
    also: () => (isNear ? checkDue({ due, evidence, facts }) : tooFar),
  });
  return { ...commitment, due: proven === null ? null : { ...due, evidence: proven } };
}

function checkAmount({ amount, facts }: { amount: AmountMention; facts: CallFacts }): Refusal | null {
  const follows = facts
    .amountsWithin(amount)
    .some((found) => found.minorUnits === amount.minorUnits && found.currency === amount.currency);
  return follows
    ? null
    : { reason: 'number_not_in_quote', detail: `${amount.minorUnits} does not follow from the quote.` };
}

function checkDate({ date, facts }: { date: DateMention; facts: CallFacts }): Refusal | null {
  const follows = facts.datesWithin(date).some((found) => found.date === date.date && found.endDate === date.endDate);
  return follows
    ? null
    : { reason: 'date_not_in_quote', detail: `${date.date ?? 'The date'} does not follow from the quote.` };
}
