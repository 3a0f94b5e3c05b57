import type { Exchange } from './exchange.ts';
import { nextId } from './state.ts';

/** The headers that OpenAI sends with every answer. The limits are constant: a limit is planted as a fault. */
export function openaiHeaders(exchange: Exchange): Record<string, string> {
  return {
    'x-request-id': nextId(exchange.state, 'req_sim'),
    'openai-processing-ms': '12',
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-reset-requests': '6ms',
    'x-ratelimit-limit-tokens': '2000000',
    'x-ratelimit-remaining-tokens': '1999000',
    'x-ratelimit-reset-tokens': '30ms',
  };
}
