import type { CrmRecordType } from '#contracts';
import type { Policy } from './policy.ts';

/**
 * The fields of records that a policy names, in its own words and without patterns: they have to be mirrored, or
 * nothing can be compared with what stands there.
 */
export function namedProperties({
  policy,
  objectType,
}: {
  policy: Pick<Policy, 'fields' | 'rules'>;
  objectType: CrmRecordType;
}): string[] {
  const { nextSteps, riskFactors, competitor, lastCallSentiment, lastCallDate, lastCallSummary } = policy.fields;
  const filled: Readonly<Record<CrmRecordType, readonly (string | null)[]>> = {
    company: [],
    contact: [lastCallSentiment, lastCallDate, lastCallSummary],
    deal: [nextSteps, riskFactors, competitor],
    lead: [],
  };
  const ruled = policy.rules
    .filter(({ when }) => when.objects === null || when.objects.includes(objectType))
    .flatMap(({ when }) => when.fields ?? []);
  const names = [...filled[objectType], ...ruled].filter((name) => name !== null && /^[a-z0-9_]+$/i.test(name));
  return [...new Set(names)].filter((name) => name !== null);
}
