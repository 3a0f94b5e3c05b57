import type { Qualification, QualificationElement } from '#contracts';
import { checkWording } from './check-wording.ts';
import { policyFor } from './policy-for.ts';
import type { Sieve } from './sieve.ts';
import type { WordingGround } from './wording-ground.ts';

/** Passes each element of each method; one that does not hold becomes unknown. */
export function verifyQualification({
  qualification,
  sieve,
  ground,
}: {
  qualification: Qualification;
  sieve: Sieve;
  ground: WordingGround;
}): Qualification {
  function element({ path, value }: { path: string; value: QualificationElement }): QualificationElement {
    if (value.status === 'unknown') return value;
    const evidence = sieve.pass({
      evidence: value,
      policy: policyFor(`qualification.${path}`),
      also: () => checkWording({ text: value.value, place: value, ground }),
    });
    return evidence === null ? { status: 'unknown' } : { ...value, ...evidence };
  }
  function method<Elements extends Record<string, QualificationElement>>(name: string, elements: Elements): Elements {
    const entries = Object.entries(elements).map(
      ([key, value]) => [key, element({ path: `${name}.${key}`, value })] as const,
    );
    return { ...elements, ...Object.fromEntries(entries) };
  }
  return {
    meddicc: method('meddicc', qualification.meddicc),
    bant: method('bant', qualification.bant),
    spiced: method('spiced', qualification.spiced),
    spin: method('spin', qualification.spin),
  };
}
