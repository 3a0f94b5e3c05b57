import { setTimeout as wait } from 'node:timers/promises';
import { SophiaError } from '#platform/errors';
import { type Operator, outputOf } from '#surfaces/local';
import { type OperationHost, runOperation } from './run-operation.ts';

/** What does not stop by itself in this time goes on when Sophia starts again. */
const patienceMs = 1_000;

/**
 * Operations of this process; `close` ends what was opened for them. Once `stopped` names a signal, a call throws
 * `command.interrupted`, also one under way, so that the command goes on to its end; what can be stopped is, and may
 * still keep how far it came.
 */
export function createLocalOperator({
  host,
  workspaceId,
  stopped,
  close,
}: {
  host: OperationHost;
  workspaceId: string;
  stopped: Promise<string>;
  close: () => Promise<void>;
}): Operator {
  const abort = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const interrupted = stopped.then((signalName) => {
    abort.abort();
    throw new SophiaError('command.interrupted', `${signalName} received: the command ends before its work is done.`);
  });
  interrupted.catch(() => undefined);
  return {
    place: 'here',
    call: async (name, input, onEvent) => {
      const { signal } = abort;
      const work = runOperation({ host, workspaceId, name, input, emit: (event) => onEvent?.(event), signal });
      const ended = work.then(nothing, nothing).finally(() => underWay.delete(ended));
      underWay.add(ended);
      return outputOf(name, await Promise.race([interrupted, work]));
    },
    close: async () => {
      abort.abort();
      await Promise.race([Promise.all(underWay), wait(patienceMs, undefined, { ref: false })]);
      await close();
    },
  };
}

function nothing(): void {
  return undefined;
}
