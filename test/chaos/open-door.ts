import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenAnywhere } from './listen-anywhere.ts';

/** The one address at which vendors and people find Sophia, however many processes she is and whichever of them live. */
export interface Door {
  readonly address: string;
  /** Which processes answer now; each in its turn. */
  lead(addresses: readonly string[]): void;
  close(): Promise<void>;
}

/** Opens the door; who comes while nobody is in finds a broken connection. */
export async function openDoor(): Promise<Door> {
  let inside: readonly string[] = [];
  let turn = 0;
  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const target = inside[turn % inside.length];
    turn += 1;
    if (target === undefined) throw new Error('Nobody is in.');
    const { method, headers, url = '/' } = request;
    const forwarded = sendRequest(new URL(url, target), { method, headers, agent: false });
    forwarded.end(body);
    const [answer]: IncomingMessage[] = await once(forwarded, 'response');
    if (answer === undefined) throw new Error('Nobody has answered.');
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(await buffer(answer));
  }
  const server = createServer((request, response) => {
    admit(request, response).catch(() => request.socket.destroy());
  });
  return {
    address: await listenAnywhere(server),
    lead: (addresses) => {
      inside = addresses;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
