import type { ModelGatewayOn } from '#platform/llm';

/** A model that never answers, and minds when it is asked no longer. */
export function createThinkingModel() {
  const asked = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  let requests = 0;
  const gateway: ModelGatewayOn = {
    state: 'on',
    models: [{ provider: 'test', model: 'slow' }],
    generateObject: () => Promise.reject(new Error('Nothing else is asked for.')),
    estimate: () => Promise.reject(new Error('Nothing else is asked for.')),
    chooseTools: ({ signal }) => {
      requests += 1;
      asked.resolve();
      const { promise, reject } = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => {
        stopped.resolve();
        reject(signal.reason);
      });
      return promise;
    },
  };
  return { gateway, asked: asked.promise, stopped: stopped.promise, requests: () => requests };
}
