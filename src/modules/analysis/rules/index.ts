export { findBuyingSignals } from './find-buying-signals.ts';
export { findCommitments } from './find-commitments.ts';
export { findObjections } from './find-objections.ts';
export { findRisks } from './find-risks.ts';
export { createRuleContext, type RuleContext } from './rule-context.ts';
