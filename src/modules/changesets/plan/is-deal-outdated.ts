import { isOutdated } from './call-day.ts';
import type { PlanInput } from './plan-input.ts';

/** Whether somebody of the deal has had a later call that the CRM knows of. */
export function isDealOutdated({ report, deal, fields }: PlanInput): boolean {
  const people = deal?.contacts ?? [];
  return people.some(({ properties }) => isOutdated({ report, field: fields.lastCallDate, properties }));
}
