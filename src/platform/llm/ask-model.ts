import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { LanguageModelUsage, ModelMessage } from 'ai';
import type { ObjectRequest } from './model-gateway.ts';
import type { Reasoning } from './model-settings.ts';

export interface RawAnswer {
  readonly text: string;
  /** How the provider ended it, in the AI SDK's words. */
  readonly ending: string;
  readonly usage: LanguageModelUsage;
}

export interface Question<Value> {
  readonly model: LanguageModelV4;
  readonly reasoning: Reasoning;
  readonly request: ObjectRequest<Value>;
  /** An answer that did not fit, to be repaired; null for the first try. */
  readonly faulty: { readonly text: string; readonly problem: string } | null;
}

/**
 * Sends one request and returns the text as it came, whatever it is worth. Throws what the AI SDK throws. Retries are
 * the HTTP client's matter, and nothing of the prompt or the answer goes into telemetry.
 */
export async function askModel<Value>({ model, reasoning, request, faulty }: Question<Value>): Promise<RawAnswer> {
  const { generateText, NoObjectGeneratedError, Output } = await import('ai');
  try {
    const result = await generateText({
      model,
      instructions: request.system,
      messages: messagesFor({ request, faulty }),
      output: Output.object({ schema: request.schema, name: request.schemaName }),
      maxOutputTokens: request.maxOutputTokens,
      reasoning,
      maxRetries: 0,
      // OpenAI keeps what goes through its Responses API unless told otherwise.
      providerOptions: { openai: { store: false } },
      telemetry: { isEnabled: false, recordInputs: false, recordOutputs: false },
      ...(request.signal === undefined ? {} : { abortSignal: request.signal }),
    });
    return { text: result.text, ending: result.finishReason, usage: result.usage };
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error) || error.usage === undefined) throw error;
    return { text: error.text ?? '', ending: error.finishReason ?? 'other', usage: error.usage };
  }
}

const faultyTextLimit = 20_000;

function messagesFor<Value>({ request, faulty }: Pick<Question<Value>, 'request' | 'faulty'>): ModelMessage[] {
  const messages: ModelMessage[] = [{ role: 'user', content: request.prompt }];
  if (faulty === null) return messages;
  // An empty turn of the assistant is rejected by Anthropic.
  if (faulty.text.trim() !== '') messages.push({ role: 'assistant', content: faulty.text.slice(0, faultyTextLimit) });
  messages.push({
    role: 'user',
    content: `That answer cannot be used: ${faulty.problem}. Answer the request again with one JSON object that fits the schema, and nothing else.`,
  });
  return messages;
}
