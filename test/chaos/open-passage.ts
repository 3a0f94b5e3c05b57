import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { listenAnywhere } from './listen-anywhere.ts';
import { type VendorName, vendorNames } from './storm-vendors.ts';

/** When the process on this side of the passage is to die: at which request, and on which side of the vendor's answer. */
export interface Trap {
  /** Whose requests count. */
  readonly process: number;
  /** Counted from the moment that it is set. */
  readonly requests: number;
  /** `accepted`: the vendor has carried a write out, and its answer has not been passed on. */
  readonly when: 'arrived' | 'accepted';
  readonly spring: () => void;
}

/** Something that was to change at a vendor, and the vendor said yes. */
export interface AcceptedWrite {
  readonly vendor: VendorName;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** When the vendor's answer came, since 1970. */
  readonly atMs: number;
  readonly process: number | null;
}

/** Everything that the processes say to the vendors passes here, so that each can die at an exact point of it. */
export interface Passage {
  /** Where the vendors are for the process of this number: the same hosts for all, and a path of its own. */
  addressesFor(process: number): Readonly<Record<VendorName, string>>;
  /** The hosts without a path. */
  readonly hosts: Readonly<Record<VendorName, string>>;
  set(trap: Trap | null): void;
  readonly accepted: readonly AcceptedWrite[];
  /** How many requests have come so far. */
  requests(): number;
  close(): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Opens an address before each vendor. */
export async function openPassage(vendors: Readonly<Record<VendorName, string>>): Promise<Passage> {
  const accepted: AcceptedWrite[] = [];
  let requests = 0;
  let trap: { left: number; set: Trap } | null = null;
  function springs(process: number | null, when: Trap['when']): boolean {
    if (trap === null || trap.set.when !== when || trap.set.process !== process) return false;
    trap.left -= 1;
    if (trap.left > 0) return false;
    const { spring } = trap.set;
    trap = null;
    spring();
    return true;
  }
  async function pass(vendor: VendorName, { request, response }: Exchange) {
    requests += 1;
    const { process, path } = readAddress(request.url ?? '/');
    if (springs(process, 'arrived')) return void request.socket.destroy();
    const body = await buffer(request);
    const answer = await forward({ to: new URL(path, vendors[vendor]), request, body });
    const content = await buffer(answer);
    const { method = '' } = request;
    if (isWriteOf({ method, path }) && (answer.statusCode ?? 500) < 300) {
      accepted.push({ vendor, method, path, body: readJson(body), atMs: Date.now(), process });
      if (springs(process, 'accepted')) return void request.socket.destroy();
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
  }
  const opened = await Promise.all(
    vendorNames.map(async (name) => {
      const server = createServer((request, response) => {
        pass(name, { request, response }).catch(() => request.socket.destroy());
      });
      return { name, server, address: await listenAnywhere(server) };
    }),
  );
  function addressOf(name: VendorName): string {
    return opened.find((each) => each.name === name)?.address ?? '';
  }
  const hosts = { gong: addressOf('gong'), hubspot: addressOf('hubspot'), slack: addressOf('slack') };
  return {
    hosts,
    addressesFor: (process) => ({
      gong: `${hosts.gong}/process-${process}`,
      hubspot: `${hosts.hubspot}/process-${process}`,
      slack: `${hosts.slack}/process-${process}`,
    }),
    set: (set) => {
      trap = set === null ? null : { left: set.requests, set };
    },
    accepted,
    requests: () => requests,
    close: async () => {
      for (const { server } of opened) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function readAddress(url: string): { process: number | null; path: string } {
  const [, process, path] = /^\/process-(\d+)(\/.*)$/u.exec(url) ?? [];
  return process === undefined || path === undefined
    ? { process: null, path: url }
    : { process: Number(process), path };
}

async function forward({
  to,
  request,
  body,
}: {
  to: URL;
  request: IncomingMessage;
  body: Buffer;
}): Promise<IncomingMessage> {
  const { host: _, ...headers } = request.headers;
  const forwarded = sendRequest(to, { method: request.method, headers, agent: false });
  forwarded.end(body);
  const [answer]: IncomingMessage[] = await once(forwarded, 'response');
  if (answer === undefined) throw new Error('Expected an answer of the vendor, found none.');
  return answer;
}

/** Reads are asked for by POST as well; these are the ones that leave something behind. */
function isWriteOf({ method, path: address }: { method: string; path: string }): boolean {
  const path = new URL(address, 'http://vendor').pathname;
  if (path === '/api/chat.postMessage' || path === '/api/chat.update') return true;
  if (!path.startsWith('/crm/')) return false;
  if (method === 'PATCH' || method === 'PUT' || method === 'DELETE') return true;
  return method === 'POST' && !/\/(?:search|batch\/read|read)$/u.test(path);
}

function readJson(body: Buffer): unknown {
  try {
    return z.unknown().parse(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}
