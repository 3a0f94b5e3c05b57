import { z } from 'zod';
import { Claim } from './evidence.ts';

/** One element of a qualification method. Unknown is a value: nothing is guessed. */
export const QualificationElement = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('unknown') }),
  Claim.extend({ status: z.literal('known'), value: z.string().min(1) }),
]);
export type QualificationElement = z.infer<typeof QualificationElement>;

export const Qualification = z.strictObject({
  meddicc: z.strictObject({
    metrics: QualificationElement,
    economicBuyer: QualificationElement,
    decisionCriteria: QualificationElement,
    decisionProcess: QualificationElement,
    identifyPain: QualificationElement,
    champion: QualificationElement,
    competition: QualificationElement,
  }),
  bant: z.strictObject({
    budget: QualificationElement,
    authority: QualificationElement,
    need: QualificationElement,
    timeline: QualificationElement,
  }),
  spiced: z.strictObject({
    situation: QualificationElement,
    pain: QualificationElement,
    impact: QualificationElement,
    criticalEvent: QualificationElement,
    decision: QualificationElement,
  }),
  spin: z.strictObject({
    situation: QualificationElement,
    problem: QualificationElement,
    implication: QualificationElement,
    needPayoff: QualificationElement,
  }),
});
export type Qualification = z.infer<typeof Qualification>;
