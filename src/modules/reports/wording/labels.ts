import type {
  Abstention,
  BuyingSignal,
  Flag,
  Gap,
  Objection,
  RefusalReason,
  Risk,
  SentimentLabel,
  Side,
  StageAssessment,
} from '#contracts';

export const sideLabels = {
  internal: 'Our side',
  external: 'Their side',
  unknown: 'Side not known',
} as const satisfies Record<Side, string>;

export const objectionLabels = {
  price: 'Price',
  timing: 'Timing',
  authority: 'Authority',
  need: 'Need',
  competitor: 'Competitor',
  security: 'Security',
  integration: 'Integration',
  implementation: 'Implementation',
  contract: 'Contract',
  feature: 'Missing feature',
  trust: 'Trust',
} as const satisfies Record<Objection['kind'], string>;

export const answerLabels = {
  answered: 'Answered',
  partly: 'Partly answered',
  unanswered: 'Not answered',
} as const satisfies Record<Objection['answer'], string>;

export const signalLabels = {
  timeline: 'Names a date',
  purchase_process: 'Explains how they buy',
  pricing_interest: 'Asks about price or terms',
  implementation_interest: 'Asks about roll-out',
  positive_fit: 'Sees the fit',
  stakeholder_involvement: 'Brings others in',
  urgency: 'Is in a hurry',
  agreement: 'Agrees',
} as const satisfies Record<BuyingSignal['kind'], string>;

export const riskLabels = {
  competitor_preferred: 'Competitor preferred',
  champion_left: 'Champion left',
  budget: 'Budget',
  delay: 'Delay',
  churn: 'Churn',
  legal_or_security: 'Legal or security',
  unresolved_problem: 'Unresolved problem',
  authority_missing: 'Decider not involved',
  price_pressure: 'Price pressure',
} as const satisfies Record<Risk['kind'], string>;

export const severityLabels = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
} as const satisfies Record<Risk['severity'], string>;

export const gapLabels = {
  no_next_step: 'No next step',
  no_buyer_commitment: 'No promise from their side',
  single_threaded: 'Only one contact',
  no_questions_asked: 'No questions asked',
  unanswered_questions: 'Questions left open',
} as const satisfies Record<Gap['kind'], string>;

export const stageLabels = {
  prospecting: 'Prospecting',
  discovery: 'Discovery',
  evaluation: 'Evaluation',
  proposal: 'Proposal',
  negotiation: 'Negotiation',
  closed_won: 'Closed, won',
  closed_lost: 'Closed, lost',
  onboarding: 'Onboarding',
  renewal: 'Renewal',
  unknown: 'Not clear',
} as const satisfies Record<StageAssessment['value'], string>;

export const moodLabels = {
  negative: 'Negative',
  neutral: 'Neutral',
  positive: 'Positive',
  mixed: 'Mixed',
} as const satisfies Record<SentimentLabel, string>;

export const flagLabels = {
  instruction: 'Tries to give orders',
  hidden_text: 'Hidden text',
  exfiltration: 'Asks to send data away',
} as const satisfies Record<Flag['kind'], string>;

export const abstentionLabels = {
  sides_unknown: 'Nobody said who is on which side',
  no_buyer: 'Nobody of the other side speaks',
  no_speech: 'Nothing was said',
  one_speaker: 'Only one person speaks',
  too_short: 'Too little was said',
  date_unknown: 'The date of the call is not known',
  no_model: 'No language model is configured',
} as const satisfies Record<Abstention['reason'], string>;

export const refusalLabels = {
  quote_not_found: 'The quote does not stand in the turn',
  turn_not_found: 'There is no such turn',
  range_mismatch: 'The quote does not stand at that place',
  speaker_mismatch: 'Someone else said it',
  negation_cut: 'A negation was cut off',
  negation_added: 'The quote does not deny it',
  hedge_cut: 'A condition or doubt was cut off',
  wrong_side: 'The wrong side said it',
  number_not_in_quote: 'The number does not follow from the quote',
  date_not_in_quote: 'The date does not follow from the quote',
  name_not_in_quote: 'The name does not stand in the quote',
  malformed: 'The claim could not be read',
} as const satisfies Record<RefusalReason, string>;

const topicLabels: Readonly<Record<string, string>> = {
  security_compliance: 'Security and compliance',
  decision_process: 'Decision process',
  product_demo: 'Product demo',
  resident_experience: 'Resident experience',
  small_talk: 'Small talk',
  next_steps: 'Next steps',
};

/** A topic's name for people; names that a model made up are tidied. */
export function topicLabel(name: string): string {
  return topicLabels[name] ?? sentenceCase(name.replaceAll('_', ' '));
}

/** The first letter made a capital, the rest left alone. */
export function sentenceCase(words: string): string {
  const [first = ''] = words;
  return first.toUpperCase() + words.slice(first.length);
}
