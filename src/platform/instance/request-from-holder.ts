import { type IncomingMessage, request as sendRequest } from 'node:http';
import { type ErrorCode, errorCatalogue, SophiaError } from '#platform/errors';
import { Message, messageMediaType } from './message.ts';

export interface HolderRequest {
  readonly socketPath: string;
  readonly path: string;
  readonly body: unknown;
  readonly onEvent?: (event: unknown) => void;
  readonly signal?: AbortSignal;
}

/**
 * Asks the process that holds the data directory and returns its result, which no schema has seen yet. Throws the
 * error that it answered, `instance.holder-lost` where it ends before it has answered, and `instance.malformed`
 * where its answer is not understood.
 */
export async function requestFromHolder(options: HolderRequest): Promise<unknown> {
  try {
    const response = await send(options);
    for await (const line of linesOf(response)) {
      const message = readMessage(line);
      if (message.kind === 'result') {
        return message.value;
      }
      if (message.kind === 'error') {
        throw errorOf(message);
      }
      options.onEvent?.(message.value);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof SophiaError) {
      throw error;
    }
    throw holderLost(error);
  }
  throw holderLost(undefined);
}

async function send({ socketPath, path, body, signal }: HolderRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = sendRequest({
    socketPath,
    path,
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', accept: messageMediaType },
    ...(signal === undefined ? {} : { signal }),
  });
  request.once('response', resolve);
  request.once('error', reject);
  request.end(JSON.stringify(body));
  return promise;
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function readMessage(line: string): Message {
  try {
    return Message.parse(JSON.parse(line));
  } catch (error) {
    throw new SophiaError(
      'instance.malformed',
      'Expected lines of JSON from the process that holds the data directory, found something else: restart it, so that both are of one version.',
      { cause: error },
    );
  }
}

function errorOf({ code, message, details }: Extract<Message, { kind: 'error' }>): SophiaError {
  if (isErrorCode(code)) {
    return new SophiaError(code, message, { details });
  }
  return new SophiaError(
    'instance.malformed',
    `The process that holds the data directory answered with an error this version does not know (${code}): ${message}`,
  );
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

function holderLost(cause: unknown): SophiaError {
  return new SophiaError(
    'instance.holder-lost',
    'Expected an answer from the process that holds the data directory, but it ended before it had answered: run the command again.',
    { cause },
  );
}
