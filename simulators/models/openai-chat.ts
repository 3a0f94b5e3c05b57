import { z } from 'zod';
import { answerPrompt } from './answer/answer-prompt.ts';
import { type Answer, countTokens, type Exchange, type ServerSentEvent } from './exchange.ts';
import { openaiHeaders } from './openai-headers.ts';
import { takePlannedCalls } from './planned-call.ts';
import { readSchema } from './read-schema.ts';
import { nextId, nowOf } from './state.ts';
import { strictSchemaProblem } from './strict-schema-problem.ts';
import { textOf } from './text-of.ts';
import { invalidRequest } from './vendor-error.ts';

const ChatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z
        .looseObject({ name: z.string(), schema: z.unknown().optional(), strict: z.boolean().nullish() })
        .nullish(),
    })
    .nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.literal('function'),
        function: z.looseObject({
          name: z.string(),
          parameters: z.unknown().optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    )
    .nullish(),
  tool_choice: z.unknown().optional(),
});

const refusalText = "I'm sorry, I can't help with that.";

/** `POST /v1/chat/completions`. */
export function openaiChat(exchange: Exchange): Answer {
  const parsed = ChatRequest.safeParse(exchange.body);
  if (!parsed.success) return invalidRequest(exchange, `Invalid request: ${z.prettifyError(parsed.error)}`);
  const { model, messages, stream, stream_options: streamOptions, response_format: format, tools } = parsed.data;
  const strict = (tools ?? []).map((tool) => tool.function).find((tool) => tool.strict === true);
  const problem =
    format?.json_schema?.strict === true
      ? strictSchemaProblem(format.json_schema)
      : strict === undefined
        ? null
        : strictSchemaProblem({ name: strict.name, schema: strict.parameters });
  if (problem !== null) return invalidRequest(exchange, problem);
  const prompt = messages.map(({ content }) => textOf(content)).join('\n');
  const kind = exchange.fault?.kind;
  const text = answerPrompt({ text: prompt, schema: readSchema(format?.json_schema?.schema), fault: exchange.fault });
  const refused = kind === 'refusal';
  const choice = parsed.data.tool_choice ?? 'auto';
  const planned = takePlannedCalls(exchange, { offered: tools?.length ?? 0, isForced: choice !== 'auto' });
  const calls = planned.map(({ name, arguments: json }) => {
    return { id: nextId(exchange.state, 'call_sim'), type: 'function', function: { name, arguments: json } };
  });
  const content = refused || calls.length > 0 ? null : text;
  const refusal = refused ? refusalText : null;
  const finishReason = kind === 'truncated' ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop';
  const usage = usageFor(prompt, calls.length > 0 ? JSON.stringify(calls) : (content ?? refusalText));
  const created = Math.floor(nowOf(exchange.state).getTime() / 1000);
  const id = nextId(exchange.state, 'chatcmpl-sim');
  const headers = openaiHeaders(exchange);
  const envelope = { id, created, model, service_tier: 'default', system_fingerprint: 'fp_simulator' };
  if (stream === true) {
    const parts = { envelope, content, refusal, calls, finishReason };
    const events = chunks(parts);
    if (streamOptions?.include_usage === true) events.push(chunk(envelope, { choices: [], usage }));
    return { status: 200, headers, stream: [...events, { event: null, data: '[DONE]' }] };
  }
  const called = calls.length > 0 ? { tool_calls: calls } : {};
  const message = { role: 'assistant', content, refusal, annotations: [], ...called };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason }];
  return { status: 200, headers, body: { ...envelope, object: 'chat.completion', choices, usage } };
}

type Envelope = Readonly<Record<string, unknown>>;

function chunks(parts: {
  envelope: Envelope;
  content: string | null;
  refusal: string | null;
  calls: readonly Readonly<Record<string, unknown>>[];
  finishReason: string;
}): ServerSentEvent[] {
  const { envelope, content, refusal, calls, finishReason } = parts;
  const pieces = (content ?? refusal ?? '').match(/[\s\S]{1,200}/gu) ?? [];
  const deltas = [
    { role: 'assistant' },
    ...pieces.map((piece) => (refusal === null ? { content: piece } : { refusal: piece })),
    ...calls.map((call, index) => ({ tool_calls: [{ index, ...call }] })),
  ];
  const events = deltas.map((delta) =>
    chunk(envelope, { choices: [{ index: 0, delta, logprobs: null, finish_reason: null }] }),
  );
  events.push(chunk(envelope, { choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: finishReason }] }));
  return events;
}

function chunk(envelope: Envelope, fields: Envelope): ServerSentEvent {
  return { event: null, data: { ...envelope, object: 'chat.completion.chunk', ...fields } };
}

function usageFor(prompt: string, completion: string): Record<string, unknown> {
  const promptTokens = countTokens(prompt);
  const completionTokens = countTokens(completion);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}
