/** Who says that a route behaves as the vendor's does. */
export type Judge =
  | { readonly by: 'sdk'; readonly with: string }
  | { readonly by: 'document'; readonly with: string }
  | { readonly by: 'nobody'; readonly because: string };

const openAiSdk = 'AI SDK, @ai-sdk/openai';
const anthropicSdk = 'AI SDK, @ai-sdk/anthropic';

/** Every route of the simulator and its judge; a test holds this equal to the routes and to the table in the README. */
export const coverage: Readonly<Record<string, Judge>> = {
  'POST /v1/chat/completions': { by: 'sdk', with: `${openAiSdk} and @ai-sdk/openai-compatible` },
  'POST /v1/responses': { by: 'sdk', with: openAiSdk },
  'POST /v1/embeddings': { by: 'sdk', with: openAiSdk },
  'GET /v1/models': { by: 'document', with: "OpenAI's OpenAPI description; Anthropic's API reference" },
  'POST /v1/messages': { by: 'sdk', with: anthropicSdk },
  'POST /v1/messages/count_tokens': { by: 'document', with: "Anthropic's API reference" },
  'GET /_control/health': { by: 'nobody', because: 'It is ours.' },
  'POST /_control/faults': { by: 'nobody', because: 'It is ours.' },
  'GET /_control/faults': { by: 'nobody', because: 'It is ours.' },
  'POST /_control/answers': { by: 'nobody', because: 'It is ours.' },
  'GET /_control/requests': { by: 'nobody', because: 'It is ours.' },
  'POST /_control/reset': { by: 'nobody', because: 'It is ours.' },
  'POST /_control/clock': { by: 'nobody', because: 'It is ours.' },
};
