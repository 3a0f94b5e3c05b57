import type { CrmPipeline, DealStage, DraftChange } from '#contracts';
import { isDealOutdated } from './is-deal-outdated.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { proofOf } from './proof-of.ts';

type Stage = CrmPipeline['stages'][number];

const leastConfidence = 0.7;

/** What the stages of a pipeline are called; closed ones are known by what the CRM says of them. */
const namesOf: Readonly<Record<Exclude<DealStage, 'closed_won' | 'closed_lost'>, RegExp>> = {
  prospecting: /prospect|new lead|outreach/i,
  discovery: /discover|qualif/i,
  evaluation: /evaluat|demo|presentation|technical|trial|pilot/i,
  proposal: /propos|quote|pricing/i,
  negotiation: /negotiat|contract|legal/i,
  onboarding: /onboard|implement/i,
  renewal: /renew/i,
};

/**
 * The stage that the words of the call speak for, only where the assessment is sure and the deal's own pipeline has
 * exactly one such stage further on, or is lost. Never more than a proposal.
 */
export function planStage(plan: PlanInput): DraftChange[] {
  const { report, call, deal } = plan;
  const { value, confidence, evidence } = report.result.findings.stage;
  if (
    deal === null ||
    deal.pipeline === null ||
    value === 'unknown' ||
    confidence < leastConfidence ||
    isDealOutdated(plan)
  )
    return [];
  const fitting = deal.pipeline.stages.filter((stage) => fits({ stage, value }));
  const [stage] = fitting;
  if (stage === undefined || fitting.length > 1 || !isFurther({ stage, current: deal.stage })) return [];
  return [
    {
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'set_property', property: 'dealstage', value: stage.externalId },
      evidence: proofOf({ callId: call.callId, claims: evidence }),
      confidence,
      rule: 'stage-from-words',
    },
  ];
}

function fits({ stage, value }: { stage: Stage; value: DealStage }): boolean {
  if (value === 'closed_won') return stage.isClosed && stage.isWon;
  if (value === 'closed_lost') return stage.isClosed && !stage.isWon;
  return !stage.isClosed && namesOf[value].test(stage.label);
}

/** A call of an early kind in a late deal is a step aside and no step back; a closed deal stays closed. */
function isFurther({ stage, current }: { stage: Stage; current: Stage | null }): boolean {
  if (current === null) return true;
  return !current.isClosed && stage.position > current.position;
}
