import type { BuyingSignal, Claim, DealStage, Objection, StageAssessment } from '#contracts';
import type { Sentence } from '../language/index.ts';
import { claimAlone } from './claim-alone.ts';
import { cue, type RuleContext, sentenceClaim } from './rule-context.ts';

/** What a sentence of each stage's lexicon weighs. */
const stages: readonly { stage: DealStage; section: string; weight: number }[] = [
  { stage: 'prospecting', section: 'stage.prospecting', weight: 1.4 },
  { stage: 'discovery', section: 'stage.discovery', weight: 1.2 },
  { stage: 'evaluation', section: 'stage.evaluation', weight: 0.7 },
  { stage: 'proposal', section: 'stage.proposal', weight: 1 },
  { stage: 'negotiation', section: 'stage.negotiation', weight: 0.9 },
  { stage: 'closed_won', section: 'stage.closed_won', weight: 1.3 },
  { stage: 'closed_lost', section: 'stage.closed_lost', weight: 2.4 },
  { stage: 'onboarding', section: 'stage.onboarding', weight: 1 },
  { stage: 'renewal', section: 'stage.renewal', weight: 1.1 },
];

/** What a title says of its call, and the votes that it is worth. */
const titles: readonly { stage: DealStage; pattern: RegExp }[] = [
  { stage: 'prospecting', pattern: /\b(?:cold call|prospecting|outreach)\b/iu },
  { stage: 'discovery', pattern: /\b(?:discovery|intro(?:duction)?|first (?:call|conversation|meeting))\b/iu },
  { stage: 'proposal', pattern: /\b(?:proposal|pricing|prices?|quote|fees|numbers)\b/iu },
  {
    stage: 'evaluation',
    pattern: /\b(?:demo|security|technical|pilot|evaluation|deep dive|(?:product|platform) (?:tour|walk-?through))\b/iu,
  },
  { stage: 'negotiation', pattern: /\b(?:negotiation|contract|redlines?|legal|terms)\b/iu },
  { stage: 'onboarding', pattern: /\b(?:kick-?off|onboarding|implementation|go-live|training)\b/iu },
  { stage: 'renewal', pattern: /\b(?:renewal|escalation|outage|incident)\b/iu },
  { stage: 'closed_won', pattern: /\b(?:check-?in|business review|qbr)\b/iu },
  { stage: 'closed_lost', pattern: /\b(?:lost|post-?mortem|debrief)\b/iu },
];
const titleVotes = 4;
/** Votes below which nothing is said. */
const fewestVotes = 1.5;
/** Different phrases and findings that must speak for a stage; a title that names it stands for one. */
const fewestCues = 2;
/** A long meeting uses some of these phrases by chance: one more is asked for with each so many words. */
const wordsPerCue = 800;
const cuesOfTitle = 1;
/** What is said in a stage and elsewhere too counts as one cue where the title names the stage, and as its proof. */
const mostHintCues = 1;
/** What the first stage must have of its own votes and those of the runner-up. */
const smallestLead = 0.52;
const mostEvidence = 3;
/** What a finding weighs for the stage in which such things are said, and the most that they weigh together. */
const findingVotes = 0.5;
const mostFindingVotes = 2;
const mostFindingCues = 1;

interface Sources {
  readonly context: RuleContext;
  readonly objections: readonly Objection[];
  readonly buyingSignals: readonly BuyingSignal[];
}

/**
 * Returns the stage that the words of the call, its title and what was found speak for; `unknown` where too little
 * does, where two stages are as likely, and where nobody of the other side is known to speak.
 */
export function assessStage(sources: Sources): StageAssessment {
  if (!sources.context.sentences.some((sentence) => sentence.side === 'external')) return unknownStage();
  const title = sources.context.document.transcript.title ?? '';
  const named = titles.find(({ pattern }) => pattern.test(title))?.stage;
  const counted = stages
    .map((entry) => {
      const spoken = votesFor(sources.context, entry);
      const found = foundFor(sources, entry.stage);
      const hints = entry.stage === named ? hintsFor(sources.context, entry.stage) : [];
      const votes = spoken.votes + Math.min(mostFindingVotes, found.length * findingVotes);
      return {
        stage: entry.stage,
        votes: votes + (entry.stage === named ? titleVotes : 0),
        cues:
          spoken.phrases +
          Math.min(mostFindingCues, found.length) +
          Math.min(mostHintCues, hints.length) +
          (entry.stage === named ? cuesOfTitle : 0),
        evidence: (spoken.phrases + found.length > 0 ? [...spoken.evidence, ...found] : hints).slice(0, mostEvidence),
      };
    })
    .sort((one, other) => other.votes - one.votes);
  const [first, second] = counted;
  if (first === undefined || first.votes < fewestVotes || first.evidence.length === 0) return unknownStage();
  const lead = first.votes / (first.votes + (second?.votes ?? 0));
  if (first.cues < cuesNeeded(sources.context) || lead < smallestLead) return unknownStage();
  return { value: first.stage, confidence: Math.round(lead * 100) / 100, evidence: first.evidence };
}

function cuesNeeded({ sentences }: RuleContext): number {
  const words = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  return Math.max(fewestCues, Math.ceil(words / wordsPerCue));
}

function unknownStage(): StageAssessment {
  return { value: 'unknown', confidence: 0, evidence: [] };
}

/** What speaks for a stage; `phrases` counts what was said again in the same words once. */
function votesFor(
  context: RuleContext,
  entry: { section: string; weight: number },
): { votes: number; phrases: number; evidence: Claim[] } {
  const evidence: Claim[] = [];
  const phrases = new Set<string>();
  let votes = 0;
  for (const sentence of context.sentences) {
    const match = context.cues[sentence.index]?.get(entry.section);
    if (match === undefined) continue;
    const { weight } = match;
    const said = context.tokens[sentence.index]?.forms.slice(match.from, match.to) ?? [];
    phrases.add(said.join(' '));
    votes += weight * entry.weight;
    if (evidence.length < mostEvidence) evidence.push(claimAt(context, { sentence, rule: entry.section }));
  }
  return { votes, phrases: phrases.size, evidence };
}

function hintsFor(context: RuleContext, stage: DealStage): Claim[] {
  return context.sentences
    .filter((sentence) => cue(context, { sentence: sentence.index, section: `hint.${stage}` }) > 0)
    .slice(0, mostEvidence)
    .map((sentence) => claimAt(context, { sentence, rule: `hint.${stage}` }));
}

/** What else was found that is said in a stage: prices named by us, clauses disputed, security asked about. */
function foundFor({ context, objections, buyingSignals }: Sources, stage: DealStage): Claim[] {
  switch (stage) {
    case 'discovery':
      return context.sentences
        .filter(
          (sentence) =>
            sentence.side === 'internal' &&
            sentence.hasQuestionMark &&
            ['prompt.situation', 'prompt.pain', 'prompt.benefit'].some(
              (section) => cue(context, { sentence: sentence.index, section }) > 0,
            ),
        )
        .map((sentence) => claimAt(context, { sentence, rule: 'stage.discovery' }));
    case 'proposal':
      return [...pricesOfOurs(context), ...ofKind(buyingSignals, ['pricing_interest'])];
    case 'negotiation':
      return ofKind(objections, ['contract']);
    case 'evaluation':
      return ofKind(objections, ['security', 'feature', 'integration']);
    default:
      return [];
  }
}

/** The sentences in which our side names a sum. */
function pricesOfOurs(context: RuleContext): Claim[] {
  const indexes = new Set(context.amounts.map((amount) => amount.sentence));
  return context.sentences
    .filter((sentence) => sentence.side === 'internal' && indexes.has(sentence.index))
    .map((sentence) => claimAt(context, { sentence, rule: 'stage.proposal' }));
}

function ofKind<Kind extends string>(found: readonly (Claim & { kind: Kind })[], kinds: readonly Kind[]): Claim[] {
  return found.filter(({ kind }) => kinds.includes(kind)).map((claim) => claimAlone(claim, { field: 'stage' }));
}

function claimAt(context: RuleContext, { sentence, rule }: { sentence: Sentence; rule: string }): Claim {
  return sentenceClaim(context, { sentence, field: 'stage', rule, confidence: 0.7 });
}
