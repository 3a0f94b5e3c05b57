import { z } from 'zod';
import { Claim } from './evidence.ts';
import { ElementVoice } from './qualification-method.ts';

/** One element of a qualification method. Unknown is a value: nothing is guessed. */
export const QualificationElement = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('unknown') }),
  Claim.extend({ status: z.literal('known'), value: z.string().min(1) }),
]);
export type QualificationElement = z.infer<typeof QualificationElement>;

/** By the id of the method and the key of the element, such as `bant` and `budget`. */
export const Qualification = z.record(z.string(), z.record(z.string(), QualificationElement));
export type Qualification = z.infer<typeof Qualification>;

/** A method that a call was looked at by: what its elements are called, and whose words can show them. */
export const UsedMethod = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  elements: z.array(z.strictObject({ key: z.string().min(1), label: z.string().min(1), side: ElementVoice })),
});
export type UsedMethod = z.infer<typeof UsedMethod>;
