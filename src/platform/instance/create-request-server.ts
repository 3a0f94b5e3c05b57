import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { SophiaError } from '#platform/errors';
import { type Message, messageMediaType } from './message.ts';

/** What another process on this machine asks of the one that holds the database. */
export interface InstanceRequest {
  readonly path: string;
  /** As it came: JSON that no schema has seen. */
  readonly body: unknown;
  /** Hands something over before the answer is complete. */
  readonly emit: (event: unknown) => void;
  /** Aborted when the asking process goes away. */
  readonly signal: AbortSignal;
}

export type RequestHandler = (request: InstanceRequest) => Promise<unknown>;

export interface RequestServer {
  readonly listener: RequestListener;
  serve(handler: RequestHandler): void;
}

const largestBodyBytes = 512 * 1024 * 1024;

/** Turns requests into calls of the handler, and its events, result or error into lines of JSON. */
export function createRequestServer(): RequestServer {
  const { promise: handlerIsThere, resolve: serve } = Promise.withResolvers<RequestHandler>();
  return {
    serve,
    listener: (request, response) => {
      void answer({ request, response, handlerIsThere });
    },
  };
}

async function answer({
  request,
  response,
  handlerIsThere,
}: {
  request: IncomingMessage;
  response: ServerResponse;
  handlerIsThere: Promise<RequestHandler>;
}): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.on('error', () => gone.abort());
  response.writeHead(200, { 'content-type': messageMediaType });
  response.flushHeaders();
  function send(message: Message): void {
    if (!gone.signal.aborted) {
      response.write(`${JSON.stringify(message)}\n`);
    }
  }
  try {
    const body = await readBody(request);
    const handler = await handlerIsThere;
    const value = await handler({
      path: request.url ?? '/',
      body,
      emit: (event) => send({ kind: 'event', value: event }),
      signal: gone.signal,
    });
    send({ kind: 'result', value });
  } catch (error) {
    send(messageOf(error));
  }
  response.end();
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > largestBodyBytes) {
      throw new SophiaError(
        'input.invalid',
        `Expected a request of at most ${largestBodyBytes} bytes, found a larger one: send fewer files at once.`,
      );
    }
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

function messageOf(error: unknown): Message {
  if (error instanceof SophiaError) {
    return { kind: 'error', code: error.code, message: error.message, details: { ...error.details } };
  }
  return {
    kind: 'error',
    code: 'internal.unexpected',
    message: 'Something happened that was not foreseen; the log of the process that holds the database has it.',
    details: {},
  };
}
