import type { Answer, Exchange } from '../kit/index.ts';
import type { GongState } from './state.ts';

/** What Gong says to a filter that nothing fits. */
export const noCalls = 'No calls found corresponding to the provided filters';

/** A successful answer; each has an id for Gong's support. */
export function gongAnswer(exchange: Exchange<GongState>, body: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, body: { requestId: requestId(exchange), ...body } };
}

export function gongError(
  exchange: Exchange<GongState>,
  problem: { status: number; errors: readonly string[]; headers?: Readonly<Record<string, string>> },
): Answer {
  const { status, errors, headers = {} } = problem;
  return { status, headers, body: { requestId: requestId(exchange), errors } };
}

function requestId({ count }: Exchange<GongState>): string {
  return `4al0sim${count('request').toString(36).padStart(12, '0')}`;
}
