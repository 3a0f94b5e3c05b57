import { z } from 'zod';
import { parseInput } from '#platform/errors';
import type { RequestHandler } from '#platform/instance';
import { operationPath } from '#surfaces/local';
import { type OperationHost, runOperation } from './run-operation.ts';

const Envelope = z.strictObject({ workspaceId: z.string().min(1), input: z.unknown() });

/**
 * Answers what other processes of this machine ask of the one that holds the database. Once that one closes, what is
 * asked, and what fails because of it, gets no answer any more: the asker sees the holder go and takes its place.
 */
export function createOperationHandler({
  host,
  closing,
}: {
  host: OperationHost;
  closing: AbortSignal;
}): RequestHandler {
  return async ({ path, body, emit, signal }) => {
    if (closing.aborted) return noAnswer();
    try {
      const { workspaceId, input } = parseInput({ schema: Envelope, input: body, what: 'a workspace and an input' });
      return await runOperation({ host, workspaceId, name: path.slice(operationPath.length), input, emit, signal });
    } catch (error) {
      if (closing.aborted) return noAnswer();
      throw error;
    }
  };
}

function noAnswer(): Promise<never> {
  return new Promise(() => undefined);
}
