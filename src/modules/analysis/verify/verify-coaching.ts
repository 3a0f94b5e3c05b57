import type { CoachingPoint } from '#contracts';
import { coachingTemplates } from '../rules/coaching-templates.ts';
import type { Refusal } from './check-evidence.ts';
import { checkFacts } from './check-wording.ts';
import { policyFor } from './policy-for.ts';
import type { Sieve } from './sieve.ts';
import type { WordingGround } from './wording-ground.ts';

/** What an engine that is a model puts before the name of its prompt in `rule`. */
const madeByModel = 'model.';
const templates = Object.values(coachingTemplates).map(
  (template) => new RegExp(`^${template.replace('{kind}', '[a-z]+').replace('{figure}', '\\d{1,6}')}$`, 'u'),
);

/**
 * Passes each point with the evidence that holds. A message of the rules is one of their fixed sentences, its figures
 * counted over the call; any other is free text and may name, date and count only what its evidence says.
 */
export function verifyCoaching(options: {
  coaching: readonly CoachingPoint[];
  sieve: Sieve;
  ground: WordingGround;
}): CoachingPoint[] {
  const { coaching, sieve, ground } = options;
  return coaching.flatMap((point) => {
    const refusal = isOfTheRules(point) ? null : checkMessage({ point, ground });
    const evidence = point.evidence.flatMap((claim) => {
      const passed = sieve.pass({
        evidence: claim,
        policy: policyFor(refusal === null ? 'coaching.evidence' : 'coaching.message'),
        also: () => refusal,
      });
      return passed === null ? [] : [{ ...claim, ...passed }];
    });
    return evidence.length === 0 ? [] : [{ ...point, evidence }];
  });
}

function isOfTheRules({ message, evidence }: CoachingPoint): boolean {
  const isModels = evidence.some(({ rule }) => rule.startsWith(madeByModel));
  return !isModels && templates.some((template) => template.test(message));
}

/** The kind is a model's free text as well. */
function checkMessage({ point, ground }: { point: CoachingPoint; ground: WordingGround }): Refusal | null {
  const text = `${point.kind.replaceAll('_', ' ')}: ${point.message}`;
  return checkFacts({ text, places: point.evidence, ground });
}
