import { Client } from '@hubspot/api-client';
import { z } from 'zod';
import { smallWorld } from '../world/small-world.ts';
import { startHubspotSimulator } from './index.ts';
import { developerKey, simulatorToken } from './portal.ts';

export interface TestPortal {
  readonly url: string;
  /** HubSpot's own client, which never tries again by itself. */
  readonly client: Client;
  /** `GET /crm/v3/owners` */
  ask(line: string, body?: unknown): Promise<Asked>;
  /** Asks the control address and insists that it agrees. */
  control(path: string, body: unknown): Promise<Record<string, unknown>>;
  idOf(key: string): Promise<string>;
  close(): Promise<void>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

const Body = z.record(z.string(), z.unknown());

/** The small world in a HubSpot of its own, on any free port. */
export async function startTestPortal(options: { webhookUrl?: string; stateFile?: string } = {}): Promise<TestPortal> {
  const { url, close } = await startHubspotSimulator({ port: 0, world: smallWorld(), ...options });
  const limiterOptions = { minTime: 0, maxConcurrent: 10 };
  const client = new Client({
    accessToken: simulatorToken,
    basePath: url,
    numberOfApiCallRetries: 0,
    limiterOptions,
    developerApiKey: developerKey,
  });
  async function ask(line: string, body?: unknown): Promise<Asked> {
    const [method = '', path = ''] = line.split(' ');
    return askAs({ url, token: simulatorToken }, { method, path, body });
  }
  return {
    url,
    client,
    ask,
    control: async (path, body) => {
      const answer = await ask(`POST /_control/${path}`, body);
      if (answer.status !== 200) throw new Error(`The control address refused: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    idOf: async (key) => z.string().parse((await ask(`GET /_control/ids?key=${key}`)).body['id']),
    close,
  };
}

/** A request with a token of one's own. */
export async function askAs(
  who: { url: string; token: string | null },
  request: { method: string; path: string; body?: unknown; form?: Record<string, string> },
): Promise<Asked> {
  const { method, path, body, form } = request;
  const payload = form === undefined ? JSON.stringify(body) : new URLSearchParams(form).toString();
  const contentType = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  const response = await fetch(`${who.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      'content-type': contentType,
      ...(who.token === null ? {} : { authorization: `Bearer ${who.token}` }),
    },
    ...(payload === undefined || (body === undefined && form === undefined) ? {} : { body: payload }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : Body.parse(JSON.parse(text)) };
}
