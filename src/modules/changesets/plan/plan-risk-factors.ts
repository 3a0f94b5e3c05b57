import type { CrmPropertyDefinition, DraftChange, Risk } from '#contracts';
import { addWhole } from './add-whole.ts';
import { isDealOutdated } from './is-deal-outdated.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { proofOf } from './proof-of.ts';

/** What endangers the deal. Where the portal's field is a list, the kinds of risk are chosen in it. */
export function planRiskFactors(plan: PlanInput): DraftChange[] {
  const { report, call, deal, fields } = plan;
  const { risks } = report.result.findings;
  if (deal === null || fields.riskFactors === null || risks.length === 0 || isDealOutdated(plan)) return [];
  const definition = deal.definitions.find(({ name }) => name === fields.riskFactors);
  return [
    {
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'set_property', property: fields.riskFactors, value: valueFor({ risks, definition }) },
      evidence: proofOf({ callId: call.callId, claims: risks }),
      confidence: Math.min(...risks.map(({ confidence }) => confidence)),
      rule: 'risk-factors-from-risks',
    },
  ];
}

function valueFor({
  risks,
  definition,
}: {
  risks: readonly Risk[];
  definition: CrmPropertyDefinition | undefined;
}): string {
  if (definition?.type === 'enumeration') return [...new Set(risks.map(({ kind }) => kind))].join(';');
  return addWhole(
    risks.map(
      ({ kind, severity, quote, speaker }) => `${kind.replaceAll('_', ' ')} (${severity}): "${quote}" (${speaker})`,
    ),
  );
}
