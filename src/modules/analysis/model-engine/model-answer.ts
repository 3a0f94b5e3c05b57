import { z } from 'zod';
import { BuyingSignalKind, DealStage, ObjectionKind, RiskKind } from '#contracts';

const claimFields = {
  turn: z.number(),
  speaker: z.string(),
  quote: z.string(),
  confidence: z.number(),
};

const answerFields = { answerTurn: z.number(), answerQuote: z.string() };

/** A place as a model names it: no offsets, which models get wrong. They are looked up in the stored turn. */
export const ModelClaim = z.strictObject(claimFields);
export type ModelClaim = z.infer<typeof ModelClaim>;

const ModelStatement = z.strictObject({ text: z.string(), ...claimFields });

/**
 * What a model is asked for. Every field is required and no object open: strict structured outputs of OpenAI demand
 * it and Anthropic's allow few optional fields. Lists have no length here, as the vendors do not enforce one.
 */
export const ModelAnswer = z.strictObject({
  brief: z.array(ModelStatement),
  keyPoints: z.array(ModelStatement),
  outcome: z.array(ModelStatement),
  objections: z.array(
    z.strictObject({
      kind: ObjectionKind,
      ...claimFields,
      answer: z.enum(['answered', 'partly', 'unanswered']),
      ...answerFields,
    }),
  ),
  buyingSignals: z.array(z.strictObject({ kind: BuyingSignalKind, ...claimFields })),
  questions: z.array(z.strictObject({ ...claimFields, answered: z.boolean(), ...answerFields })),
  commitments: z.array(z.strictObject({ owner: z.string(), text: z.string(), ...claimFields })),
  decisions: z.array(ModelStatement),
  problems: z.array(ModelStatement),
  stage: z.strictObject({
    value: z.enum([...DealStage.options, 'unknown']),
    confidence: z.number(),
    evidence: z.array(ModelClaim),
  }),
  risks: z.array(z.strictObject({ kind: RiskKind, severity: z.enum(['low', 'medium', 'high']), ...claimFields })),
  qualification: z.array(z.strictObject({ element: z.string(), value: z.string(), ...claimFields })),
  coaching: z.array(z.strictObject({ kind: z.string(), message: z.string(), ...claimFields })),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** The same, with the names of the elements that are asked for, such as `bant.budget`. */
export function modelAnswerFor(elements: readonly string[]): z.ZodType<ModelAnswer> {
  const [qualified] = [ModelAnswer.shape.qualification.element];
  return ModelAnswer.extend({ qualification: z.array(qualified.extend({ element: z.enum(elements) })) });
}

export const TrackerAnswer = z.strictObject({
  hits: z.array(z.strictObject({ question: z.number(), ...claimFields })),
});
export type TrackerAnswer = z.infer<typeof TrackerAnswer>;
