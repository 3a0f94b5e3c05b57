import { SophiaError } from '#platform/errors';
import type { Operator } from '#surfaces/local';

/**
 * Operations of another process that may end at any time: then the way to Sophia is looked for again, mostly by taking
 * that process's place, and the question is asked again. Every operation bears being asked twice.
 */
export function createGuestOperator({
  first,
  reconnect,
}: {
  first: Operator;
  reconnect: () => Promise<Operator>;
}): Operator {
  const way: { current: Operator } = { current: first };
  return {
    get place() {
      return way.current.place;
    },
    call: async (name, input, onEvent) => {
      try {
        return await way.current.call(name, input, onEvent);
      } catch (error) {
        const lost = error instanceof SophiaError && error.code === 'instance.holder-lost';
        if (!lost) throw error;
        await way.current.close();
        way.current = await reconnect();
        return way.current.call(name, input, onEvent);
      }
    },
    close: () => way.current.close(),
  };
}
