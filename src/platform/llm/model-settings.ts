import { z } from 'zod';

const Headers = z.record(z.string().min(1), z.string());

/** How much thought a reasoning model is asked for. */
export const Reasoning = z.enum(['provider-default', 'none', 'minimal', 'low', 'medium', 'high']);
export type Reasoning = z.infer<typeof Reasoning>;

const common = {
  /** The vendor's own name of the model, such as `claude-sonnet-5-5`. */
  model: z.string().min(1),
  /** Sent with every request, for gateways that want more than a key. */
  headers: Headers.default({}),
  reasoning: Reasoning.default('provider-default'),
};

/**
 * One model of the chain, always with its vendor. A bare model name has no vendor, and the AI SDK would send it to a
 * public gateway: it does not fit this type.
 */
export const ModelSettings = z.discriminatedUnion('vendor', [
  z.strictObject({
    ...common,
    vendor: z.literal('anthropic'),
    apiKey: z.string().min(1),
    baseUrl: z.url().default('https://api.anthropic.com/v1'),
  }),
  z.strictObject({
    ...common,
    vendor: z.literal('openai'),
    apiKey: z.string().min(1),
    baseUrl: z.url().default('https://api.openai.com/v1'),
    /** `responses` is what OpenAI recommends; `chat` is the older form of the same models. */
    api: z.enum(['responses', 'chat']).default('responses'),
  }),
  z.strictObject({
    ...common,
    vendor: z.literal('compatible'),
    /** What stands in reports and bills, such as `openrouter`, `portkey` or `ollama`. */
    name: z.string().regex(/^[a-z][a-z0-9-]*$/u),
    baseUrl: z.url(),
    /** Null where the address wants none (Ollama). */
    apiKey: z.string().min(1).nullable(),
    /** Whether the address takes a JSON Schema; otherwise the schema stands in the prompt. */
    structuredOutputs: z.boolean().default(true),
  }),
]);
export type ModelSettings = z.infer<typeof ModelSettings>;
export type ModelSettingsInput = z.input<typeof ModelSettings>;

/** The name under which a model of the chain stands in reports: `anthropic`, `openai`, or the compatible one's name. */
export function providerName(settings: ModelSettings): string {
  return settings.vendor === 'compatible' ? settings.name : settings.vendor;
}
