import type { Findings, QualificationElement, UsedMethod } from '#contracts';

/** A method with what the call says for each of its elements; what is missing in the result is unknown. */
export interface QualifiedMethod {
  readonly id: string;
  readonly name: string;
  readonly elements: readonly (UsedMethod['elements'][number] & { readonly value: QualificationElement })[];
}

/** The methods that a call was looked at by, in the order in which they are read. */
export function qualifiedMethods(
  findings: Pick<Findings, 'qualificationMethods' | 'qualification'>,
): readonly QualifiedMethod[] {
  return findings.qualificationMethods.map(({ id, name, elements }) => ({
    id,
    name,
    elements: elements.map((element) => ({
      ...element,
      value: findings.qualification[id]?.[element.key] ?? { status: 'unknown' },
    })),
  }));
}
