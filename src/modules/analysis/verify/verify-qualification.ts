import type { Findings, QualificationElement } from '#contracts';
import { checkWording } from './check-wording.ts';
import { policyFor } from './policy-for.ts';
import type { Sieve } from './sieve.ts';
import type { WordingGround } from './wording-ground.ts';

type Qualified = Pick<Findings, 'qualificationMethods' | 'qualification'>;

/** Passes each element of each method that the call was looked at by; one that does not hold becomes unknown. */
export function verifyQualification({
  findings,
  sieve,
  ground,
}: {
  findings: Qualified;
  sieve: Sieve;
  ground: WordingGround;
}): Qualified {
  const methods = findings.qualificationMethods;
  function element({ path, value }: { path: string; value: QualificationElement | undefined }): QualificationElement {
    if (value === undefined || value.status === 'unknown') return { status: 'unknown' };
    const evidence = sieve.pass({
      evidence: value,
      policy: policyFor(`qualification.${path}`, methods),
      also: () => checkWording({ text: value.value, place: value, ground }),
    });
    return evidence === null ? { status: 'unknown' } : { ...value, ...evidence };
  }
  const verified = methods.map(({ id, elements }) => {
    const values = findings.qualification[id] ?? {};
    const entries = elements.map(({ key }) => [key, element({ path: `${id}.${key}`, value: values[key] })] as const);
    return [id, Object.fromEntries(entries)] as const;
  });
  return { qualificationMethods: methods, qualification: Object.fromEntries(verified) };
}
