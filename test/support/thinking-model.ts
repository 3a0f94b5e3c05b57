import type { ModelGatewayOn } from '#platform/llm';
import { waitUntil } from './wait-until.ts';

/** A model that never answers, and minds when it is asked no longer. */
export function createThinkingModel() {
  let requests = 0;
  let stops = 0;
  const gateway: ModelGatewayOn = {
    state: 'on',
    models: [{ provider: 'test', model: 'slow' }],
    generateObject: () => Promise.reject(new Error('Nothing else is asked for.')),
    estimate: () => Promise.reject(new Error('Nothing else is asked for.')),
    chooseTools: ({ signal }) => {
      requests += 1;
      const { promise, reject } = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => {
        stops += 1;
        reject(signal.reason);
      });
      return promise;
    },
  };
  return {
    gateway,
    asked: () => waitUntil('the model is asked', { condition: () => requests > 0 }),
    stopped: () => waitUntil('the model is asked no longer', { condition: () => stops > 0 }),
    requests: () => requests,
  };
}
