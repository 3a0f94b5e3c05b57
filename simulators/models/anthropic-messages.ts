import { z } from 'zod';
import { answerPrompt } from './answer/answer-prompt.ts';
import { type Answer, countTokens, type Exchange, type ServerSentEvent } from './exchange.ts';
import { takePlannedCalls } from './planned-call.ts';
import { readSchema } from './read-schema.ts';
import { nextId, nowOf } from './state.ts';
import { textOf } from './text-of.ts';
import { invalidRequest } from './vendor-error.ts';

const CountRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant', 'system']), content: z.unknown().optional() }))
    .min(1),
  system: z.unknown().optional(),
});

const MessagesRequest = CountRequest.extend({
  max_tokens: z.int().min(1),
  stream: z.boolean().nullish(),
  output_config: z.looseObject({ format: z.looseObject({ schema: z.unknown().optional() }).nullish() }).nullish(),
  tools: z.array(z.looseObject({ name: z.string(), input_schema: z.unknown().optional() })).nullish(),
  tool_choice: z.looseObject({ type: z.string() }).nullish(),
});
type MessagesRequest = z.infer<typeof MessagesRequest>;

/** The version from which Anthropic rejects sampling parameters. */
const versionWithoutSampling = '2026-10-21';
const knownVersions = ['2023-06-01', versionWithoutSampling];

/** `POST /v1/messages`. */
export function anthropicMessages(exchange: Exchange): Answer {
  const rejected = versionProblem(exchange);
  if (rejected !== null) return rejected;
  const parsed = MessagesRequest.safeParse(exchange.body);
  if (!parsed.success) return invalidRequest(exchange, z.prettifyError(parsed.error));
  const empty = parsed.data.messages.some(({ role, content }) => role === 'assistant' && textOf(content) === '');
  if (empty) return invalidRequest(exchange, 'messages: all messages must have non-empty content');
  const message = makeMessage(exchange, parsed.data);
  const headers = anthropicHeaders(exchange);
  if (parsed.data.stream === true) return { status: 200, headers, stream: eventsFor(message) };
  return { status: 200, headers, body: message };
}

/** `POST /v1/messages/count_tokens`. */
export function countMessageTokens(exchange: Exchange): Answer {
  const rejected = versionProblem(exchange);
  if (rejected !== null) return rejected;
  const parsed = CountRequest.safeParse(exchange.body);
  if (!parsed.success) return invalidRequest(exchange, z.prettifyError(parsed.error));
  const body = { input_tokens: countTokens(promptOf(parsed.data)) };
  return { status: 200, headers: anthropicHeaders(exchange), body };
}

export function anthropicHeaders(exchange: Exchange): Record<string, string> {
  const resetAt = new Date(nowOf(exchange.state).getTime() + 60_000).toISOString();
  return {
    'request-id': nextId(exchange.state, 'req_sim'),
    'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
    'anthropic-ratelimit-requests-reset': resetAt,
    'anthropic-ratelimit-tokens-limit': '2000000',
    'anthropic-ratelimit-tokens-remaining': '1999000',
    'anthropic-ratelimit-tokens-reset': resetAt,
  };
}

export function versionProblem(exchange: Exchange): Answer | null {
  const version = exchange.headers['anthropic-version'];
  if (version === undefined) return invalidRequest(exchange, 'anthropic-version: header is required');
  if (!knownVersions.includes(String(version)))
    return invalidRequest(exchange, `anthropic-version: "${version}" is not a valid version`);
  const body = z.looseObject({}).safeParse(exchange.body).data ?? {};
  const sampling = ['temperature', 'top_p', 'top_k'].find((name) => body[name] !== undefined);
  if (version === versionWithoutSampling && sampling !== undefined) {
    return invalidRequest(exchange, `${sampling}: Extra inputs are not permitted`);
  }
  return null;
}

interface Message {
  readonly id: string;
  readonly content: readonly ContentBlock[];
  readonly stop_reason: string;
  readonly usage: { readonly output_tokens: number; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

type ContentBlock =
  | { readonly type: 'text'; readonly text: string; readonly citations: null }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: unknown };

function makeMessage(exchange: Exchange, request: MessagesRequest): Message {
  const { state, fault } = exchange;
  const prompt = promptOf(request);
  const calls = takePlannedCalls(exchange, {
    offered: request.tools?.length ?? 0,
    isForced: (request.tool_choice?.type ?? 'auto') !== 'auto',
  });
  const tool = request.tool_choice?.type === 'auto' ? undefined : request.tools?.[0];
  const schema = readSchema(request.output_config?.format?.schema ?? tool?.input_schema);
  const text = answerPrompt({ text: prompt, schema, fault });
  const refused = fault?.kind === 'refusal';
  const planned = calls.map(({ name, input }): ContentBlock => {
    return { type: 'tool_use', id: nextId(state, 'toolu_sim'), name, input };
  });
  return {
    id: nextId(state, 'msg_sim'),
    type: 'message',
    role: 'assistant',
    model: request.model,
    content:
      planned.length > 0 ? planned : refused || text === '' ? [] : [blockFor({ exchange, text, tool: tool?.name })],
    stop_reason: stopReason({ fault: fault?.kind ?? null, usesTool: tool !== undefined || planned.length > 0 }),
    stop_sequence: null,
    stop_details: refused ? { type: 'refusal', category: null, explanation: null } : null,
    container: null,
    usage: {
      input_tokens: countTokens(prompt),
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: refused ? 1 : Math.max(1, countTokens(text)),
      service_tier: 'standard',
    },
  };
}

function stopReason({ fault, usesTool }: { fault: string | null; usesTool: boolean }): string {
  if (fault === 'refusal') return 'refusal';
  if (fault === 'truncated') return 'max_tokens';
  return usesTool ? 'tool_use' : 'end_turn';
}

function blockFor(options: { exchange: Exchange; text: string; tool: string | undefined }): ContentBlock {
  const { exchange, text, tool } = options;
  if (tool === undefined) return { type: 'text', text, citations: null };
  const id = nextId(exchange.state, 'toolu_sim');
  try {
    return { type: 'tool_use', id, name: tool, input: z.unknown().parse(JSON.parse(text)) };
  } catch {
    return { type: 'tool_use', id, name: tool, input: {} };
  }
}

function promptOf(request: { system?: unknown; messages: readonly { content?: unknown }[] }): string {
  return [textOf(request.system), ...request.messages.map(({ content }) => textOf(content))].join('\n');
}

function eventsFor(message: Message): ServerSentEvent[] {
  const { content, usage, stop_reason: reason } = message;
  const started = { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } };
  const events: { type: string; [field: string]: unknown }[] = [
    { type: 'message_start', message: started },
    { type: 'ping' },
  ];
  for (const [index, block] of content.entries()) {
    const isText = block.type === 'text';
    const written = isText ? block.text : JSON.stringify(block.input);
    const opened = isText ? { type: 'text', text: '' } : { ...block, input: {} };
    events.push({ type: 'content_block_start', index, content_block: opened });
    for (const piece of written.match(/[\s\S]{1,200}/gu) ?? []) {
      const delta = isText ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece };
      events.push({ type: 'content_block_delta', index, delta });
    }
    events.push({ type: 'content_block_stop', index });
  }
  events.push({
    type: 'message_delta',
    delta: { stop_reason: reason, stop_sequence: null, stop_details: message['stop_details'] },
    usage: { output_tokens: usage.output_tokens },
  });
  events.push({ type: 'message_stop' });
  return events.map((data) => ({ event: data.type, data }));
}
