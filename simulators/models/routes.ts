import { anthropicMessages, countMessageTokens } from './anthropic-messages.ts';
import { controlRoutes } from './control.ts';
import type { Answer, Exchange } from './exchange.ts';
import type { Vendor } from './fault.ts';
import { listModels } from './list-models.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiEmbeddings } from './openai-embeddings.ts';
import { openaiResponses } from './openai-responses.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Null where the way the key is sent decides, or for the control address. */
  readonly vendor: Vendor | null;
  readonly control: boolean;
  readonly answer: (exchange: Exchange) => Answer;
}

/** Every address there is. `coverage.ts` says who judges each of them. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/chat/completions', vendor: 'openai', control: false, answer: openaiChat },
  { method: 'POST', path: '/v1/responses', vendor: 'openai', control: false, answer: openaiResponses },
  { method: 'POST', path: '/v1/embeddings', vendor: 'openai', control: false, answer: openaiEmbeddings },
  { method: 'GET', path: '/v1/models', vendor: null, control: false, answer: listModels },
  { method: 'POST', path: '/v1/messages', vendor: 'anthropic', control: false, answer: anthropicMessages },
  {
    method: 'POST',
    path: '/v1/messages/count_tokens',
    vendor: 'anthropic',
    control: false,
    answer: countMessageTokens,
  },
  ...controlRoutes.map((route) => ({ ...route, vendor: null, control: true })),
];
