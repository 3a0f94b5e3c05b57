import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface TakenWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who listens: takes every webhook, answers with `status`, and keeps what came. */
export interface WebhookTaker {
  readonly url: string;
  readonly taken: TakenWebhook[];
  status: number;
  /** How long it thinks before it answers. */
  delayMs: number;
  /** How many have their answer. */
  answered: number;
  close(): void;
}

export async function takeWebhooks(): Promise<WebhookTaker> {
  const taken: TakenWebhook[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      taken.push({ path: request.url ?? '/', headers: request.headers, body });
      setTimeout(() => {
        response.writeHead(taker.status, { 'content-type': 'application/json' }).end('{}');
        taker.answered += 1;
      }, taker.delayMs);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taker: WebhookTaker = {
    url: `http://127.0.0.1:${port}`,
    taken,
    status: 200,
    delayMs: 0,
    answered: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return taker;
}
