import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { AnswerEvent, type KeptAnswer } from '#contracts';

const Asked = z.strictObject({ question: z.string(), conversation: z.string() });
const Rated = z.strictObject({ rating: z.enum(['up', 'down']), reason: z.string().nullable() });

export interface AnswerServer {
  readonly url: string;
  readonly asked: z.infer<typeof Asked>[];
  readonly rated: (z.infer<typeof Rated> & { readonly path: string })[];
  readonly shared: string[];
  /** What `GET /questions/<id>` finds; null where there is none. */
  keep(given: KeptAnswer | null): void;
  /** Of the question that is being answered: says a part of the answer. */
  tell(event: z.input<typeof AnswerEvent>): void;
  /** Ends the answer, without the whole where that was not told. */
  end(): void;
  /** Refuses the next question with a problem. */
  refuse(problem: Readonly<Record<string, unknown>> & { readonly status: number }): void;
  /** When the browser has closed the connection of the question that is being answered. */
  left(): Promise<void>;
  close(): Promise<void>;
}

const missing = {
  status: 404,
  detail: 'Expected an answer ans_9, found none.',
  action: 'Use the id that stands below the answer, or ask whoever sent it to share it.',
  retryable: false,
};

/** The page for asking with an API behind it that says what a test tells it to. */
export async function serveAnswers(page: () => string): Promise<AnswerServer> {
  const asked: AnswerServer['asked'] = [];
  const rated: AnswerServer['rated'] = [];
  const shared: string[] = [];
  let given: KeptAnswer | null = null;
  let refusal: { readonly status: number } | null = null;
  let open: { response: ServerResponse; left: Promise<void> } | null = null;
  function current(): { response: ServerResponse; left: Promise<void> } {
    if (open === null) throw new Error('Nothing is being answered.');
    return open;
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (request.method === 'GET' && path.startsWith('/api/')) {
      const found = given === null ? missing : given;
      response
        .writeHead(given === null ? 404 : 200, {
          'content-type': given === null ? 'application/problem+json' : 'application/json',
        })
        .end(JSON.stringify(found));
    } else if (path.endsWith('/sharing')) {
      shared.push(path);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } else if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page());
    } else if (path.endsWith('/rating')) {
      rated.push({ path, ...Rated.parse(JSON.parse(await textOf(request))) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } else if (refusal !== null) {
      response.writeHead(refusal.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(refusal));
      refusal = null;
    } else {
      asked.push(Asked.parse(JSON.parse(await textOf(request))));
      const left = new Promise<void>((resolve) => {
        response.once('close', resolve);
      });
      open = { response: response.writeHead(200, { 'content-type': 'text/event-stream' }), left };
      response.flushHeaders();
    }
  }
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    asked,
    rated,
    shared,
    keep: (answer) => {
      given = answer;
    },
    tell: (event) => {
      const { type } = AnswerEvent.parse(event);
      current().response.write(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
    },
    end: () => void current().response.end(),
    refuse: (problem) => {
      refusal = problem;
    },
    left: () => current().left,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
