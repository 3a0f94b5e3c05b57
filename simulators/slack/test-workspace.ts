import type { TestContext } from 'node:test';
import { z } from 'zod';
import { smallWorld } from '../world/small-world.ts';
import { startSlackSimulator } from './index.ts';
import type { JsonObject } from './state.ts';

const Answer = z.record(z.string(), z.unknown());

export interface TestWorkspace extends AsyncDisposable {
  readonly url: string;
  /** The address of the Web API, as the SDK wants it. */
  readonly apiUrl: string;
  /** Calls a control address; throws the sentence of a refusal. */
  control(path: string, body?: JsonObject): Promise<JsonObject>;
  read(path: string): Promise<JsonObject>;
}

/** Closes what a test opens when the test is over, the last first. */
export function closeAfter(context: TestContext): AsyncDisposableStack {
  const closing = new AsyncDisposableStack();
  context.after(() => closing.disposeAsync());
  return closing;
}

/** A running simulator of the small world; the limits are lifted unless a test is about them. */
export async function startTestWorkspace(
  options: { limits?: boolean; stateFile?: string } = {},
): Promise<TestWorkspace> {
  const { limits = false, stateFile } = options;
  const simulator = await startSlackSimulator({
    port: 0,
    world: smallWorld(),
    ...(stateFile === undefined ? {} : { stateFile }),
  });
  const { url } = simulator;
  async function control(path: string, body: JsonObject = {}): Promise<JsonObject> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/_control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = Answer.parse(await response.json());
    if (!response.ok) throw new Error(String(answer['error']));
    return answer;
  }
  if (!limits) await control('limits', { enforced: false });
  return {
    url,
    apiUrl: `${url}/api/`,
    control,
    read: async (path) => Answer.parse(await (await fetch(`${url}${path}`)).json()),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}
