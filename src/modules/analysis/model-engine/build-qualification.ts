import type { Qualification, QualificationElement } from '#contracts';
import { fromData } from '#platform/llm';
import type { Locator } from './create-locator.ts';
import type { ModelAnswer, QualificationElementName } from './model-answer.ts';

/** Each element as the most confident located claim has it; unknown where none was located. */
export function buildQualification(parts: { locator: Locator; answers: readonly ModelAnswer[] }): Qualification {
  const known = new Map<QualificationElementName, Exclude<QualificationElement, { status: 'unknown' }>>();
  for (const { element, value, ...proposed } of parts.answers.flatMap(({ qualification }) => qualification)) {
    const claim = parts.locator.claim({ field: `qualification.${element}`, proposed });
    const before = known.get(element);
    if (claim === null || value.trim() === '') continue;
    if (before !== undefined && before.confidence >= claim.confidence) continue;
    known.set(element, { ...claim, status: 'known', value: fromData(value).trim() });
  }
  function of(element: QualificationElementName): QualificationElement {
    return known.get(element) ?? { status: 'unknown' };
  }
  return {
    meddicc: {
      metrics: of('meddicc.metrics'),
      economicBuyer: of('meddicc.economicBuyer'),
      decisionCriteria: of('meddicc.decisionCriteria'),
      decisionProcess: of('meddicc.decisionProcess'),
      identifyPain: of('meddicc.identifyPain'),
      champion: of('meddicc.champion'),
      competition: of('meddicc.competition'),
    },
    bant: {
      budget: of('bant.budget'),
      authority: of('bant.authority'),
      need: of('bant.need'),
      timeline: of('bant.timeline'),
    },
    spiced: {
      situation: of('spiced.situation'),
      pain: of('spiced.pain'),
      impact: of('spiced.impact'),
      criticalEvent: of('spiced.criticalEvent'),
      decision: of('spiced.decision'),
    },
    spin: {
      situation: of('spin.situation'),
      problem: of('spin.problem'),
      implication: of('spin.implication'),
      needPayoff: of('spin.needPayoff'),
    },
  };
}
