import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { LanguageModelUsage, ToolSet } from 'ai';
import type { ToolRequest } from './model-gateway.ts';
import type { Reasoning } from './model-settings.ts';

/** The tools that a model called, with inputs that no schema has seen. */
export interface RawChoice {
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** How the provider ended it, in the AI SDK's words. */
  readonly ending: string;
  readonly usage: LanguageModelUsage;
}

/**
 * Sends one request and returns the tools that are called, whatever they are worth; nothing is run. Throws what the AI
 * SDK throws. The tools are offered and not forced: some models cannot think and be forced at once.
 */
export async function askForTools({
  model,
  reasoning,
  request,
}: {
  model: LanguageModelV4;
  reasoning: Reasoning;
  request: ToolRequest;
}): Promise<RawChoice> {
  const { asSchema, generateText, jsonSchema, tool } = await import('ai');
  // Inputs are looked at once the marks in them stand for what was masked, so not by the AI SDK.
  const tools = Object.fromEntries(
    await Promise.all(
      request.tools.map(async ({ name, description, input }) => {
        const inputSchema = jsonSchema<never>(await asSchema(input).jsonSchema);
        return [name, tool({ description, inputSchema })] as const;
      }),
    ),
  );
  const result = await generateText({
    model,
    instructions: request.system,
    messages: [{ role: 'user', content: request.prompt }],
    // oxlint-disable-next-line typescript/consistent-type-assertions -- what the AI SDK makes a tool does not fit its own set of tools where optional properties are exact
    tools: tools as ToolSet,
    toolChoice: 'auto',
    maxOutputTokens: request.maxOutputTokens,
    reasoning,
    maxRetries: 0,
    // OpenAI keeps what goes through its Responses API unless told otherwise.
    providerOptions: { openai: { store: false } },
    telemetry: { isEnabled: false, recordInputs: false, recordOutputs: false },
    ...(request.signal === undefined ? {} : { abortSignal: request.signal }),
  });
  const calls = result.toolCalls.map(({ toolName, input }): RawChoice['calls'][number] => ({ name: toolName, input }));
  return { calls, ending: result.finishReason, usage: result.usage };
}
