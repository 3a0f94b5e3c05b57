import type { Findings, UsedMethod } from '#contracts';
import { chooseMethods, describeMethods } from '#modules/analysis';

/** The methods that a call is qualified by where a workspace says nothing. */
export const usualMethods: readonly UsedMethod[] = describeMethods(chooseMethods({}));

/** All of their elements, unknown. */
export function unknownQualification(): Pick<Findings, 'qualificationMethods' | 'qualification'> {
  const methods = usualMethods.map(({ id, elements }) => {
    const values = elements.map(({ key }) => [key, { status: 'unknown' as const }] as const);
    return [id, Object.fromEntries(values)] as const;
  });
  return { qualificationMethods: [...usualMethods], qualification: Object.fromEntries(methods) };
}
