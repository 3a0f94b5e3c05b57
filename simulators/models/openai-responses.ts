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

const ResponsesRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.looseObject({ content: z.unknown().optional() })).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  store: z.boolean().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  max_output_tokens: z.number().nullish(),
  text: z
    .looseObject({
      format: z
        .looseObject({
          type: z.string(),
          name: z.string().nullish(),
          schema: z.unknown().optional(),
          strict: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().nullish(),
        parameters: z.unknown().optional(),
        strict: z.boolean().nullish(),
      }),
    )
    .nullish(),
  tool_choice: z.unknown().optional(),
});
type ResponsesRequest = z.infer<typeof ResponsesRequest>;

/** `POST /v1/responses`. */
export function openaiResponses(exchange: Exchange): Answer {
  const parsed = ResponsesRequest.safeParse(exchange.body);
  if (!parsed.success) return invalidRequest(exchange, `Invalid request: ${z.prettifyError(parsed.error)}`);
  const request = parsed.data;
  const format = request.text?.format;
  const strict = request.tools?.find((tool) => tool.strict === true);
  const problem =
    format?.strict === true
      ? strictSchemaProblem({ name: format.name ?? 'response', schema: format.schema })
      : strict === undefined
        ? null
        : strictSchemaProblem({ name: strict.name ?? 'tool', schema: strict.parameters });
  if (problem !== null) return invalidRequest(exchange, problem);
  const response = respond(exchange, request);
  const headers = openaiHeaders(exchange);
  if (request.stream === true) return { status: 200, headers, stream: eventsFor(response) };
  return { status: 200, headers, body: response };
}

interface Response {
  readonly id: string;
  readonly status: string;
  readonly output: readonly (OutputMessage | FunctionCall)[];
  readonly [field: string]: unknown;
}

interface OutputMessage {
  readonly type: 'message';
  readonly id: string;
  readonly content: readonly ContentPart[];
  readonly [field: string]: unknown;
}

interface FunctionCall {
  readonly type: 'function_call';
  readonly id: string;
  readonly arguments: string;
  readonly [field: string]: unknown;
}

type ContentPart =
  | {
      readonly type: 'output_text';
      readonly text: string;
      readonly annotations: readonly [];
      readonly logprobs: readonly [];
    }
  | { readonly type: 'refusal'; readonly refusal: string };

function respond(exchange: Exchange, request: ResponsesRequest): Response {
  const { state, fault } = exchange;
  const prompt = [request.instructions ?? '', promptOf(request.input)].join('\n');
  const text = answerPrompt({ text: prompt, schema: readSchema(request.text?.format?.schema), fault });
  const part: ContentPart =
    fault?.kind === 'refusal'
      ? { type: 'refusal', refusal: "I'm sorry, I can't help with that." }
      : { type: 'output_text', text, annotations: [], logprobs: [] };
  const planned = takePlannedCalls(exchange, {
    offered: request.tools?.length ?? 0,
    isForced: (request.tool_choice ?? 'auto') !== 'auto',
  });
  const calls = planned.map(({ name, arguments: json }): FunctionCall => {
    const ids = { id: nextId(state, 'fc_sim'), call_id: nextId(state, 'call_sim') };
    return { type: 'function_call', ...ids, name, arguments: json, status: 'completed' };
  });
  const truncated = fault?.kind === 'truncated';
  const status = truncated ? 'incomplete' : 'completed';
  const inputTokens = countTokens(prompt);
  const said = part.type === 'refusal' ? part.refusal : part.text;
  const outputTokens = countTokens(calls.length > 0 ? JSON.stringify(calls) : said);
  const message: OutputMessage = {
    type: 'message',
    id: nextId(state, 'msg_sim'),
    status,
    role: 'assistant',
    content: [part],
  };
  return {
    id: nextId(state, 'resp_sim'),
    object: 'response',
    created_at: Math.floor(nowOf(state).getTime() / 1000),
    status,
    background: false,
    error: null,
    incomplete_details: truncated ? { reason: 'max_output_tokens' } : null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    model: request.model,
    output: calls.length > 0 ? calls : [message],
    parallel_tool_calls: true,
    previous_response_id: null,
    service_tier: 'default',
    store: request.store ?? true,
    temperature: request.temperature ?? 1,
    top_p: request.top_p ?? 1,
    text: request.text ?? { format: { type: 'text' } },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    truncation: 'disabled',
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
    metadata: {},
  };
}

function promptOf(input: ResponsesRequest['input']): string {
  return typeof input === 'string' ? input : input.map(({ content }) => textOf(content)).join('\n');
}

function eventsFor(response: Response): ServerSentEvent[] {
  const started = { ...response, status: 'in_progress', output: [], usage: null };
  const events: { type: string; [field: string]: unknown }[] = [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
  ];
  for (const [outputIndex, item] of response.output.entries()) {
    const place = { item_id: item.id, output_index: outputIndex };
    const empty = item.type === 'message' ? { content: [] } : { arguments: '' };
    const open = { ...item, status: 'in_progress', ...empty };
    events.push({ type: 'response.output_item.added', output_index: outputIndex, item: open });
    if (item.type === 'message') {
      for (const part of item.content) events.push(...partEvents(part, { ...place, content_index: 0 }));
    } else events.push(...callEvents(item, place));
    events.push({ type: 'response.output_item.done', output_index: outputIndex, item });
  }
  events.push({ type: `response.${response.status}`, response });
  return events.map((data, sequence) => ({ event: data.type, data: { ...data, sequence_number: sequence } }));
}

function callEvents(
  item: FunctionCall,
  place: Readonly<Record<string, unknown>>,
): { type: string; [field: string]: unknown }[] {
  const kind = 'response.function_call_arguments';
  const pieces = item.arguments.match(/[\s\S]{1,200}/gu) ?? [];
  return [
    ...pieces.map((delta) => ({ type: `${kind}.delta`, ...place, delta })),
    { type: `${kind}.done`, ...place, arguments: item.arguments },
  ];
}

function partEvents(
  part: ContentPart,
  place: Readonly<Record<string, unknown>>,
): { type: string; [field: string]: unknown }[] {
  const text = part.type === 'refusal' ? part.refusal : part.text;
  const kind = part.type === 'refusal' ? 'response.refusal' : 'response.output_text';
  const empty = part.type === 'refusal' ? { ...part, refusal: '' } : { ...part, text: '' };
  const pieces = text.match(/[\s\S]{1,200}/gu) ?? [];
  return [
    { type: 'response.content_part.added', ...place, part: empty },
    ...pieces.map((delta) => ({ type: `${kind}.delta`, ...place, delta, logprobs: [] })),
    { type: `${kind}.done`, ...place, ...(part.type === 'refusal' ? { refusal: text } : { text, logprobs: [] }) },
    { type: 'response.content_part.done', ...place, part },
  ];
}
