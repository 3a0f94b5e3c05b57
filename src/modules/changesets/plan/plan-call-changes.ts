import type { DraftChange } from '#contracts';
import { planAmount } from './plan-amount.ts';
import { planAssociations } from './plan-associations.ts';
import { planCallActivity } from './plan-call-activity.ts';
import { planCloseDate } from './plan-close-date.ts';
import { planCompetitor } from './plan-competitor.ts';
import { planContactFields } from './plan-contact-fields.ts';
import type { PlanInput } from './plan-input.ts';
import { planNextSteps } from './plan-next-steps.ts';
import { planRiskFactors } from './plan-risk-factors.ts';
import { planStage } from './plan-stage.ts';
import { planTasks } from './plan-tasks.ts';

/** What a call changes in the CRM, rule by rule; what a rule is not sure of it leaves alone. */
export function planCallChanges(plan: PlanInput): DraftChange[] {
  return [
    ...planNextSteps(plan),
    ...planRiskFactors(plan),
    ...planStage(plan),
    ...planCloseDate(plan),
    ...planAmount(plan),
    ...planCompetitor(plan),
    ...planContactFields(plan),
    ...planAssociations(plan),
    ...planCallActivity(plan),
    ...planTasks(plan),
  ];
}
