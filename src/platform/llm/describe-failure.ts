import { APICallError } from '@ai-sdk/provider';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { errorForResponse } from '#platform/http-client';
import type { ModelFailureCode } from './model-gateway.ts';

export interface DescribedFailure {
  readonly code: ModelFailureCode;
  readonly reason: string;
  /** Whether the provider may have worked, and may bill, although no usage came back. */
  readonly mayBill: boolean;
}

/** The fields that OpenAI, Anthropic, OpenRouter and Ollama put their reason into; anything else is ignored. */
const VendorErrorBody = z.object({
  error: z.object({
    type: z.string().nullish(),
    code: z.union([z.string(), z.number()]).nullish(),
    message: z.string().nullish(),
  }),
});

const vendorCodes = [
  'vendor.timeout',
  'vendor.rate-limited',
  'vendor.unavailable',
  'vendor.unauthorized',
  'vendor.refused',
  'vendor.malformed',
] as const satisfies readonly ModelFailureCode[];

/** Says in our words why a request to a provider failed; null for an error that is not the provider's. */
export function describeFailure(error: unknown): DescribedFailure | null {
  const ours = findSophiaError(error);
  if (ours !== null) {
    const code = vendorCodes.find((candidate) => candidate === ours.code);
    if (code !== undefined) return { code, reason: ours.message, mayBill: ours.details['sent'] === true };
  }
  if (APICallError.isInstance(error)) return describeAnswer(error);
  return null;
}

function describeAnswer(error: APICallError): DescribedFailure {
  const host = URL.canParse(error.url) ? new URL(error.url).host : 'the provider';
  const answered = error.statusCode ?? 200;
  const status = answered < 300 ? statusInBody(error) : answered;
  if (status === null) {
    const reason = `Expected an answer of ${host} in its published form, found another.`;
    return { code: 'vendor.malformed', reason, mayBill: true };
  }
  const named = errorForResponse({ host, status, reason: vendorReason(error) });
  const code = vendorCodes.find((candidate) => candidate === named.code) ?? 'vendor.refused';
  return { code, reason: named.message, mayBill: answered < 300 };
}

/** The status that an error stands for which came with a success: OpenRouter and OpenAI's Responses API send such. */
function statusInBody(error: APICallError): number | null {
  const body = VendorErrorBody.safeParse(readBody(error.responseBody));
  if (!body.success) return null;
  const { code } = body.data.error;
  if (typeof code === 'number') return code;
  if (code === 'rate_limit_exceeded') return 429;
  return code === 'server_error' ? 500 : 400;
}

/** The vendor's type and code; its message only where it is about our request's form, as others may echo a key. */
function vendorReason(error: APICallError): string | null {
  const body = VendorErrorBody.safeParse(readBody(error.responseBody));
  if (!body.success) return null;
  const { type, code, message } = body.data.error;
  const showsMessage = error.statusCode === 400 || error.statusCode === 404 || error.statusCode === 422;
  const parts = [type, code === type ? null : code, showsMessage ? message?.slice(0, 200) : null];
  const said = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return said.length === 0 ? null : said.join(', ');
}

function readBody(body: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return value;
  } catch {
    return null;
  }
}

function findSophiaError(error: unknown): SophiaError | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; depth += 1) {
    if (current instanceof SophiaError) return current;
    current = current.cause;
  }
  return null;
}
