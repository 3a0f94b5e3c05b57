import { z } from 'zod';
import { Side } from './side.ts';

/** Whose words can show an element; null where either side's can. */
export const ElementVoice = Side.exclude(['unknown']).nullable();
export type ElementVoice = z.infer<typeof ElementVoice>;

/** Names of methods and elements are keys of objects: nothing that every object has. */
const Key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'Expected a letter in lower case, then letters and digits, at most 40.')
  .refine((key) => !(key in {}), 'This name is taken by the language of the program; choose another.');

/**
 * One element of a method: either one of the elements that Sophia knows (`element`, data/methods.yaml), or phrases of
 * its own and whose words they are.
 */
export const MethodElement = z
  .strictObject({
    key: Key,
    label: z.string().trim().min(1).max(60),
    element: z.string().min(1).optional(),
    phrases: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
    side: ElementVoice.optional(),
    /** What it is, in a sentence: for people and for models. */
    about: z.string().trim().min(1).max(300).optional(),
  })
  .superRefine((element, context) => {
    const ways = [element.element, element.phrases].filter((way) => way !== undefined).length;
    if (ways !== 1) {
      context.addIssue({
        code: 'custom',
        message: `Expected either "element" (one that Sophia knows) or "phrases" (your own), found ${ways === 0 ? 'neither' : 'both'}. ${ways === 0 ? 'Add one.' : 'Leave one out.'}`,
      });
    }
    if (element.phrases !== undefined && element.side === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['side'],
        message:
          'Expected whose words the phrases are: "external" (the buyer), "internal" (us) or null (either). Add "side".',
      });
    }
    if (element.element !== undefined && element.side !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['side'],
        message: 'The side comes with the element that Sophia knows. Leave "side" out.',
      });
    }
  });
export type MethodElement = z.infer<typeof MethodElement>;

/** A way to judge how far a deal is understood: a name and its elements. */
export const QualificationMethod = z.strictObject({
  id: Key,
  name: z.string().trim().min(1).max(60),
  /** What it is for, in a sentence, for people. */
  about: z.string().trim().min(1).max(300).optional(),
  elements: z.array(MethodElement).min(1).max(20),
});
export type QualificationMethod = z.infer<typeof QualificationMethod>;
