import type { z } from 'zod';
import {
  addBilled,
  type Billed,
  ModelChainFailed,
  type ModelFailure,
  type ModelGatewayOn,
  nothingBilled,
  type ObjectAnswer,
} from '#platform/llm';
import type { TranscriptLine } from './render-lines.ts';
import { cutWindows, halve, type WindowLimits } from './windows.ts';

export interface WindowedRequest<Value> {
  readonly gateway: ModelGatewayOn;
  readonly lines: readonly TranscriptLine[];
  readonly limits: WindowLimits;
  readonly schema: z.ZodType<Value>;
  readonly schemaName: string;
  readonly purpose: string;
  readonly system: string;
  /** Puts the lines of one window, already joined, into the request. */
  readonly prompt: (transcript: string) => string;
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal | undefined;
}

/** An answer and who gave it. */
export interface GivenAnswer<Value> {
  readonly provider: string;
  readonly model: string;
  readonly value: Value;
}

export interface WindowedAnswer<Value> {
  /** In the order of the call. */
  readonly answers: readonly GivenAnswer<Value>[];
  readonly failures: readonly ModelFailure[];
  readonly bill: Billed;
  /** True where a window got no answer from any model; `answers` is then incomplete. */
  readonly failed: boolean;
}

/**
 * Asks window by window. A window whose answer was cut off is asked again in two halves. Stops at the first window
 * that no model answers. Throws only when canceled.
 */
export async function askWindows<Value>(request: WindowedRequest<Value>): Promise<WindowedAnswer<Value>> {
  const waiting = cutWindows(request.lines, request.limits);
  const answers: GivenAnswer<Value>[] = [];
  const failures: ModelFailure[] = [];
  let bill: Billed = nothingBilled;
  for (let window = waiting.shift(); window !== undefined; window = waiting.shift()) {
    const outcome = await askOnce({ request, window });
    bill = addBilled(bill, outcome);
    if (outcome instanceof ModelChainFailed) {
      const halves = outcome.failures.some(({ code }) => code === 'model.truncated') ? halve(window) : null;
      if (halves === null) return { answers, failures: [...failures, ...outcome.failures], bill, failed: true };
      waiting.unshift(...halves);
      continue;
    }
    const { provider, model, value } = outcome;
    answers.push({ provider, model, value });
    failures.push(...outcome.fellBackFrom);
  }
  return { answers, failures, bill, failed: false };
}

async function askOnce<Value>(options: {
  request: WindowedRequest<Value>;
  window: readonly TranscriptLine[];
}): Promise<ObjectAnswer<Value> | ModelChainFailed> {
  const { request, window } = options;
  const { schema, schemaName, purpose, system, maxOutputTokens, signal } = request;
  const prompt = request.prompt(window.map((line) => line.text).join('\n'));
  try {
    return await request.gateway.generateObject({
      schema,
      schemaName,
      purpose,
      system,
      prompt,
      maxOutputTokens,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof ModelChainFailed) return error;
    throw error;
  }
}
