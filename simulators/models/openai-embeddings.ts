import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Answer, countTokens, type Exchange } from './exchange.ts';
import { openaiHeaders } from './openai-headers.ts';
import { invalidRequest, vendorError } from './vendor-error.ts';

const EmbeddingsRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(1).max(3072).nullish(),
});

/** As the API reference has them. */
const tokensPerText = 8192;
const tokensPerRequest = 300_000;
const knownDimensions: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
};

/** `POST /v1/embeddings`: vectors of unit length in which texts that share words lie near each other. */
export function openaiEmbeddings(exchange: Exchange): Answer {
  const parsed = EmbeddingsRequest.safeParse(exchange.body);
  if (!parsed.success) return invalidRequest(exchange, `Invalid request: ${z.prettifyError(parsed.error)}`);
  const { model, input, encoding_format: encoding, dimensions } = parsed.data;
  const texts = typeof input === 'string' ? [input] : input;
  const longest = Math.max(...texts.map(countTokens));
  if (longest > tokensPerText) {
    const message = `This model's maximum context length is ${tokensPerText} tokens, however you requested ${longest} tokens (${longest} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`;
    return invalidRequest(exchange, message);
  }
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  if (tokens > tokensPerRequest) {
    return invalidRequest(exchange, `Invalid 'input': maximum request size is ${tokensPerRequest} tokens per request.`);
  }
  const most = knownDimensions[model];
  if (most === undefined) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    return vendorError(exchange, { status: 404, type: 'invalid_request_error', code: 'model_not_found', message });
  }
  if (dimensions !== null && dimensions !== undefined && (dimensions > most || !model.startsWith('text-embedding-3'))) {
    return invalidRequest(
      exchange,
      `This model does not support specifying dimensions, or not as many as ${dimensions}.`,
    );
  }
  const data = texts.map((text, index) => {
    const vector = embed(text, dimensions ?? most);
    const embedding = encoding === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
    return { object: 'embedding', index, embedding };
  });
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return { status: 200, headers: openaiHeaders(exchange), body: { object: 'list', data, model, usage } };
}

function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? ['']) {
    const hash = createHash('sha256').update(word).digest();
    const place = hash.readUInt32BE(0) % dimensions;
    vector[place] = (vector[place] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
