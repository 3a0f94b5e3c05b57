import type { Comparison } from './field.ts';

const deciding = /DECISION_MAKER|BUDGET_HOLDER|EXECUTIVE_SPONSOR/;
const decisionMaker = /DECISION_MAKER|BUDGET_HOLDER/;

/** What a person says of their own say in it, against the role that the CRM gives them. */
export function compareRole({
  statement,
  value,
}: {
  statement: { readonly value: string };
  value: string;
}): Comparison {
  if (statement.value === 'decides') return deciding.test(value) ? 'agrees' : 'contradicts';
  return decisionMaker.test(value) ? 'contradicts' : 'agrees';
}
