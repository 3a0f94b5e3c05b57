import type { Findings, QualificationElement, UsedMethod } from '#contracts';
import { fromData } from '#platform/llm';
import type { Locator } from './create-locator.ts';
import type { ModelAnswer } from './model-answer.ts';

/** Each element of the methods as the most confident located claim has it; unknown where none was located. */
export function buildQualification(parts: {
  locator: Locator;
  answers: readonly ModelAnswer[];
  methods: readonly UsedMethod[];
}): Findings['qualification'] {
  const asked = new Set(parts.methods.flatMap(({ id, elements }) => elements.map(({ key }) => `${id}.${key}`)));
  const known = new Map<string, Exclude<QualificationElement, { status: 'unknown' }>>();
  for (const { element, value, ...proposed } of parts.answers.flatMap(({ qualification }) => qualification)) {
    if (!asked.has(element)) continue;
    const claim = parts.locator.claim({ field: `qualification.${element}`, proposed });
    const before = known.get(element);
    if (claim === null || value.trim() === '') continue;
    if (before !== undefined && before.confidence >= claim.confidence) continue;
    known.set(element, { ...claim, status: 'known', value: fromData(value).trim() });
  }
  const built = parts.methods.map(({ id, elements }) => {
    const entries = elements.map(({ key }): [string, QualificationElement] => [
      key,
      known.get(`${id}.${key}`) ?? { status: 'unknown' },
    ]);
    return [id, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(built);
}
