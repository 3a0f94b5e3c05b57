import type { CrmPropertyDefinition, DraftChange } from '#contracts';
import { findCompetitorField } from './find-competitor-field.ts';
import { isDealOutdated } from './is-deal-outdated.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { proofOf } from './proof-of.ts';

/** Who else is in the running, where the portal has a field for it: exact options of its list, or the names. */
export function planCompetitor(plan: PlanInput): DraftChange[] {
  const { report, call, deal, fields } = plan;
  const { competitors } = report.result.findings.mentions;
  if (deal === null || competitors.length === 0 || isDealOutdated(plan)) return [];
  const definition = findCompetitorField({ definitions: deal.definitions, named: fields.competitor });
  if (definition === undefined) return [];
  const options = competitors.map(({ name }) => optionFor({ name, definition }));
  const single = definition.type === 'enumeration' && definition.fieldType !== 'checkbox';
  const chosen = single ? options.slice(0, 1) : options;
  const separator = definition.type === 'enumeration' ? ';' : ', ';
  const claims = competitors.slice(0, chosen.length).flatMap(({ mentions }) => mentions);
  return [
    {
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'set_property', property: definition.name, value: [...new Set(chosen)].join(separator) },
      evidence: proofOf({ callId: call.callId, claims: claims.slice(0, 10) }),
      confidence: Math.min(...claims.map(({ confidence }) => confidence)),
      rule: 'competitor-mentioned',
    },
  ];
}

/** The option of that label; a name without one is checked as it is, and refused with the options that there are. */
function optionFor({ name, definition }: { name: string; definition: CrmPropertyDefinition }): string {
  const wanted = name.toLowerCase();
  return definition.options.find(({ label }) => label.toLowerCase() === wanted)?.value ?? name;
}
