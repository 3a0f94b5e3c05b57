import { anthropicHeaders, versionProblem } from './anthropic-messages.ts';
import type { Answer, Exchange } from './exchange.ts';
import { openaiHeaders } from './openai-headers.ts';

const openAiModels = ['gpt-6.1-sol', 'gpt-6-luna', 'gpt-5-mini', 'text-embedding-3-small'];
const anthropicModels = [
  { id: 'claude-sonnet-5-5', display_name: 'Claude Sonnet 5.5' },
  { id: 'claude-haiku-4-5', display_name: 'Claude Haiku 4.5' },
];

/** `GET /v1/models`: both vendors use this path; whose it is shows in the way the key is sent. */
export function listModels(exchange: Exchange): Answer {
  if (exchange.vendor === 'anthropic') {
    const rejected = versionProblem(exchange);
    if (rejected !== null) return rejected;
    const data = anthropicModels.map((model) => ({ type: 'model', ...model, created_at: '2026-09-01T00:00:00Z' }));
    const page = { has_more: false, first_id: data.at(0)?.id ?? null, last_id: data.at(-1)?.id ?? null };
    return { status: 200, headers: anthropicHeaders(exchange), body: { data, ...page } };
  }
  const data = openAiModels.map((id) => ({ id, object: 'model', created: 1_788_220_800, owned_by: 'openai' }));
  return { status: 200, headers: openaiHeaders(exchange), body: { object: 'list', data } };
}
