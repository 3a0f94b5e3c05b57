import { z } from 'zod';
import { askForTools, type RawChoice } from './ask-for-tools.ts';
import type { Billed } from './billed.ts';
import type { Budget } from './create-budget.ts';
import type { ToolCall, ToolRequest } from './model-gateway.ts';
import {
  type BilledFailure,
  failed,
  type ModelOutcome,
  type ReadyModel,
  sendWithinBudget,
} from './send-within-budget.ts';
import { ceilingOf } from './try-model.ts';

interface ToolAttempt {
  readonly ready: ReadyModel;
  readonly request: ToolRequest;
  /** Undoes the masking of the request in what a tool is called with, before its schema looks at it. */
  readonly restore: (value: unknown) => unknown;
  readonly budget: Budget;
  readonly onBilled: (billed: Billed) => void;
}

/** Asks one model which tools it calls, and once more where it called none that fits. Throws only when canceled. */
export async function tryTools(attempt: ToolAttempt): Promise<ModelOutcome<readonly ToolCall[]>> {
  const { ready, request } = attempt;
  let problem: string | null = null;
  for (let round = 0; round < 2; round += 1) {
    const asked: RawChoice | BilledFailure = await askWithinBudget(attempt, problem);
    if ('failure' in asked) {
      if (asked.brokeOff && round === 0) continue;
      return { ok: false, failure: asked.failure };
    }
    if (asked.ending === 'length') {
      const reason = `The answer was cut off at ${request.maxOutputTokens} tokens.`;
      return failed(ready, { code: 'model.truncated', reason });
    }
    if (asked.ending === 'content-filter')
      return failed(ready, { code: 'model.refused', reason: 'The model declined to answer.' });
    const read = readCalls({ attempt, asked });
    if (typeof read !== 'string') return { ok: true, value: read };
    problem = read;
  }
  return failed(ready, { code: 'model.malformed', reason: `After one repair ${problem ?? 'no tool was called'}.` });
}

async function askWithinBudget(attempt: ToolAttempt, problem: string | null): Promise<RawChoice | BilledFailure> {
  const { ready, budget, request, onBilled } = attempt;
  const { purpose, signal, tools } = request;
  const prompt =
    problem === null
      ? request.prompt
      : `${request.prompt}\n\nYour last answer cannot be used: ${problem}. Call one of the tools.`;
  // What the tools say of themselves is sent as well.
  const said = tools.map(({ name, description }) => `${name}: ${description}`).join('\n');
  const schema = z.strictObject(Object.fromEntries(tools.map(({ name, input }) => [name, input])));
  const ceiling = await ceilingOf(ready, { ...request, schema, prompt: `${prompt}${said}` });
  return sendWithinBudget({
    ready,
    budget,
    purpose,
    signal,
    ceiling,
    onBilled,
    send: (model) => askForTools({ model, reasoning: ready.settings.reasoning, request: { ...request, prompt } }),
  });
}

/** The calls with their inputs as the schemas have them, or what is wrong with them, without a word of the answer. */
function readCalls({ attempt, asked }: { attempt: ToolAttempt; asked: RawChoice }): readonly ToolCall[] | string {
  const { request, restore } = attempt;
  if (asked.calls.length === 0) return 'it calls no tool';
  const calls: ToolCall[] = [];
  for (const { name, input } of asked.calls) {
    const tool = request.tools.find((one) => one.name === name);
    if (tool === undefined) return 'it calls a tool that is not there';
    const parsed = tool.input.safeParse(restore(input));
    if (!parsed.success) {
      const issues = parsed.error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.') || 'input'}: ${code}`);
      return `the input of ${tool.name} does not fit (${issues.join('; ')})`;
    }
    calls.push({ name: tool.name, input: parsed.data });
  }
  return calls;
}
