import type { Commitment, DraftChange } from '#contracts';
import { addWhole } from './add-whole.ts';
import { commitmentLine } from './commitment-line.ts';
import { isDealOutdated } from './is-deal-outdated.ts';
import { joinPromises } from './join-promises.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { proofOf } from './proof-of.ts';

/** What both sides have promised becomes the next steps of the deal: who, what and by when. */
export function planNextSteps(plan: PlanInput): DraftChange[] {
  const { report, call, deal, fields } = plan;
  const { commitments } = report.result.findings;
  if (deal === null || fields.nextSteps === null || commitments.length === 0 || isDealOutdated(plan)) return [];
  return [
    {
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'set_property', property: fields.nextSteps, value: addWhole(linesOf(commitments)) },
      evidence: proofOf({ callId: call.callId, claims: commitments }),
      confidence: Math.min(...commitments.map(({ confidence }) => confidence)),
      rule: 'next-steps-from-commitments',
    },
  ];
}

function linesOf(commitments: readonly Commitment[]): string[] {
  return joinPromises(commitments).map(commitmentLine);
}
