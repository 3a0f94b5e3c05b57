import type { AnalysisInput, Findings, QualificationMethod } from '#contracts';
import { measureInteraction } from './interaction/index.ts';
import { createDocument, type Document } from './language/index.ts';
import { chooseMethods } from './methods/index.ts';
import { assessStage } from './rules/assess-stage.ts';
import { coach } from './rules/coach.ts';
import { findAbstentions } from './rules/find-abstentions.ts';
import { findBuyingSignals } from './rules/find-buying-signals.ts';
import { findCommitments } from './rules/find-commitments.ts';
import { findFlags, flaggedSentences } from './rules/find-flags.ts';
import { findGaps } from './rules/find-gaps.ts';
import { findMentions } from './rules/find-mentions.ts';
import { findObjections } from './rules/find-objections.ts';
import { findQuestions } from './rules/find-questions.ts';
import { findRisks } from './rules/find-risks.ts';
import { scoreSales } from './rules/learned/index.ts';
import { loadResources, type RuleResources } from './rules/load-resources.ts';
import { moodActs } from './rules/mood-acts.ts';
import { ownPhrases, qualify } from './rules/qualify.ts';
import { createRuleContext, type RuleContext } from './rules/rule-context.ts';
import { trackKeywords } from './rules/track-keywords.ts';
import { withoutSentences } from './rules/without-sentences.ts';
import { scoreSentences } from './sentence-models/index.ts';
import { measureSentiment } from './sentiment/index.ts';
import { findSmallTalk, sentencesOf, summarize } from './summary/index.ts';
import { findTopics } from './topics/index.ts';

/** Raised when the rules or their lexicons find something else in the same call. */
export const rulesEngineVersion = '1.6.0';

/**
 * Returns everything that the rules find out about a call, without a model, a key or a network. The same input gives
 * the same findings. Reads the lexicons of data/lexicons on first use; throws `lexicon.invalid` where a line of them
 * or of the settings cannot be read.
 */
export function analyzeByRules({ input }: { input: AnalysisInput }): Findings {
  const { lexicons, methods = chooseMethods({}) } = input.settings;
  return analyzeWith({ input, methods, resources: loadResources({ added: lexicons, own: ownPhrases(methods) }) });
}

/** The same with lexicons and weights that are at hand already. */
function analyzeWith({
  input,
  methods,
  resources,
}: {
  input: AnalysisInput;
  methods: readonly QualificationMethod[];
  resources: RuleResources;
}): Findings {
  const { transcript, settings } = input;
  const spoken = createDocument({ transcript });
  const { flags, context } = setOrdersAside({ input, document: spoken, resources });
  const { document } = context;
  const polite = findSmallTalk(document, resources.summary);
  const sales = scoreSales({ models: resources.sales, buyer: resources.buyer, context });
  const objections = findObjections({ context, sales });
  const questions = findQuestions(context);
  const commitments = findCommitments(context);
  const buyingSignals = findBuyingSignals({ context, sales, commitments });
  const risks = findRisks({ context, sales, objections, commitments, smallTalk: polite });
  const smallTalk = polite.difference(sentencesOf(document, [...objections, ...risks]));
  const summary = summarize({
    document,
    scores: scoreSentences({ document, models: resources.models }),
    lexicon: resources.summary,
    claims: [...objections, ...commitments, ...buyingSignals, ...risks],
    commitments,
    excluded: new Set(),
    smallTalk,
  });
  return {
    ...summary,
    topics: findTopics({ document, lexicon: resources.topics }),
    sentiment: measureSentiment({
      document,
      lexicon: resources.sentiment,
      acts: moodActs({ buyingSignals, objections, risks, commitments }),
      smallTalk,
    }),
    objections,
    buyingSignals,
    questions,
    commitments,
    mentions: findMentions(context),
    stage: assessStage({ context, objections, buyingSignals }),
    risks,
    gaps: findGaps({ context, commitments, questions }),
    ...qualify({ context, sales, methods }),
    interaction: measureInteraction({ document: spoken, fillers: resources.fillers }),
    coaching: coach({ context, objections, commitments, questions }),
    trackers: trackKeywords({ document: spoken, trackers: settings.trackers }),
    flags,
    abstentions: findAbstentions({ document: spoken, settings }),
  };
}

/**
 * Lists what behaves like an order to a machine and reads the call as if it had not been said, so that it changes
 * nothing else. What is measured and what the user looks for are still taken from everything.
 */
function setOrdersAside({
  input,
  document,
  resources,
}: {
  input: AnalysisInput;
  document: Document;
  resources: RuleResources;
}): { flags: Findings['flags']; context: RuleContext } {
  const everything = createRuleContext({ input, document, matcher: resources.matcher });
  const flags = findFlags(everything);
  if (flags.length === 0) return { flags, context: everything };
  const heard = withoutSentences({ document, indexes: flaggedSentences({ context: everything, flags }) });
  return { flags, context: createRuleContext({ input, document: heard, matcher: resources.matcher }) };
}
