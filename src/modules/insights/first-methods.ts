import type { UsedMethod } from '#contracts';

/**
 * What results of schema 1.0 were always qualified by, as it was then: data/methods.yaml may change, what such a result
 * was made and verified by does not.
 */
export const firstMethods: readonly UsedMethod[] = [
  {
    id: 'meddicc',
    name: 'MEDDICC',
    elements: [
      { key: 'metrics', label: 'Metrics', side: 'external' },
      { key: 'economicBuyer', label: 'Economic buyer', side: 'external' },
      { key: 'decisionCriteria', label: 'Decision criteria', side: 'external' },
      { key: 'decisionProcess', label: 'Decision process', side: 'external' },
      { key: 'identifyPain', label: 'Identified pain', side: 'external' },
      { key: 'champion', label: 'Champion', side: 'external' },
      { key: 'competition', label: 'Competition', side: null },
    ],
  },
  {
    id: 'bant',
    name: 'BANT',
    elements: [
      { key: 'budget', label: 'Budget', side: 'external' },
      { key: 'authority', label: 'Authority', side: 'external' },
      { key: 'need', label: 'Need', side: 'external' },
      { key: 'timeline', label: 'Timeline', side: 'external' },
    ],
  },
  {
    id: 'spiced',
    name: 'SPICED',
    elements: [
      { key: 'situation', label: 'Situation', side: 'external' },
      { key: 'pain', label: 'Pain', side: 'external' },
      { key: 'impact', label: 'Impact', side: 'external' },
      { key: 'criticalEvent', label: 'Critical event', side: 'external' },
      { key: 'decision', label: 'Decision', side: 'external' },
    ],
  },
  {
    id: 'spin',
    name: 'SPIN',
    elements: [
      { key: 'situation', label: 'Situation', side: 'external' },
      { key: 'problem', label: 'Problem', side: 'external' },
      { key: 'implication', label: 'Implication', side: 'external' },
      { key: 'needPayoff', label: 'Need-payoff', side: 'external' },
    ],
  },
];
