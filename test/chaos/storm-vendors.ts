import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectDirectory } from '#test/sophia-world';
import type { World } from '../../simulators/world/schema.ts';

const Addresses = z.object({ gong: z.url(), hubspot: z.url(), slack: z.url() });
export type VendorName = keyof z.infer<typeof Addresses>;
export const vendorNames: readonly VendorName[] = ['gong', 'hubspot', 'slack'];
/** How Slack reaches Sophia. */
export type SlackWay = 'http' | 'socket';

/** The simulators of a storm, in a process of their own. */
export interface StormVendors {
  readonly addresses: Readonly<Record<VendorName, string>>;
  readonly gongWebhookKey: string;
  /** Of the process that they run in. */
  readonly processId: number;
  control(request: {
    vendor: VendorName;
    path: string;
    method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
    body?: unknown;
  }): Promise<unknown>;
  /** A request of the app that Sophia is to HubSpot. */
  askHubspot(path: string, body: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Starts the simulators on a world of their own, kept in `folder`. */
export async function startStormVendors({
  world,
  folder,
  seed,
}: {
  world: World;
  folder: string;
  seed: string;
}): Promise<StormVendors> {
  const file = join(folder, 'world.json');
  await writeFile(file, JSON.stringify(world));
  const ports = ['overview', 'gong', 'hubspot', 'slack', 'models', 'openid', 'pinecone', 'weaviate'].flatMap((name) => [
    `--${name}-port`,
    '0',
  ]);
  const program = join(projectDirectory, 'simulators', 'main.ts');
  const child = spawn(process.execPath, [program, '--with-parent', '--world', file, '--seed', seed, ...ports], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = z.tuple([z.string()]).parse(await once(createInterface({ input: child.stdout }), 'line'));
  const addresses = Addresses.parse(JSON.parse(line));
  async function control({ vendor, path, method = 'POST', body = null }: Parameters<StormVendors['control']>[0]) {
    const hasBody = method === 'POST' || method === 'PATCH';
    const answer = await fetch(`${addresses[vendor]}/_control/${path}`, {
      method,
      ...(hasBody ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${vendor} refused ${method} ${path}: ${text}`);
    return z.unknown().parse(JSON.parse(text));
  }
  const key = await control({ vendor: 'gong', path: 'webhook-key', method: 'GET' });
  return {
    addresses,
    gongWebhookKey: z.object({ publicKey: z.string() }).parse(key).publicKey,
    processId: child.pid ?? 0,
    control,
    askHubspot: async (path, body) => {
      const answer = await fetch(`${addresses.hubspot}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer pat-na1-simulator' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`HubSpot refused ${path}: ${await answer.text()}`);
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

/** The settings with which a Sophia reaches them, through `addresses` where something stands in between. */
export function settingsFor({
  vendors,
  addresses,
  slack = 'http',
}: {
  vendors: Pick<StormVendors, 'gongWebhookKey'>;
  addresses: Readonly<Record<VendorName, string>>;
  slack?: SlackWay;
}): Record<string, string> {
  return {
    GONG_ACCESS_KEY: 'gong-simulator-key',
    GONG_ACCESS_KEY_SECRET: 'gong-simulator-secret',
    GONG_BASE_URL: addresses.gong,
    GONG_WEBHOOK_PUBLIC_KEY: vendors.gongWebhookKey,
    HUBSPOT_ACCESS_TOKEN: 'pat-na1-simulator',
    HUBSPOT_CLIENT_SECRET: 'hubspot-simulator-secret',
    HUBSPOT_BASE_URL: addresses.hubspot,
    HUBSPOT_PORTAL_ID: '8100001',
    HUBSPOT_APP_ID: '8100002',
    SLACK_BOT_TOKEN: 'xoxb-simulator',
    SLACK_SIGNING_SECRET: 'slack-simulator-signing-secret',
    SLACK_BASE_URL: `${addresses.slack}/api`,
    SLACK_DEFAULT_CHANNEL: 'sales',
    ...(slack === 'socket' ? { SLACK_APP_TOKEN: 'xapp-simulator' } : {}),
  };
}

/** What the default policy writes and a new portal does not have. */
export async function addSophiaProperties(vendors: StormVendors): Promise<void> {
  const missing = [
    { objectType: 'contacts', name: 'last_call_sentiment', type: 'string', fieldType: 'text' },
    { objectType: 'contacts', name: 'last_call_date', type: 'date', fieldType: 'date' },
    { objectType: 'contacts', name: 'last_call_summary', type: 'string', fieldType: 'textarea' },
    { objectType: 'deals', name: 'next_steps', type: 'string', fieldType: 'textarea' },
    { objectType: 'deals', name: 'risk_factors', type: 'string', fieldType: 'textarea' },
  ];
  for (const { objectType, name, type, fieldType } of missing) {
    const groupName = objectType === 'deals' ? 'dealinformation' : 'contactinformation';
    await vendors.askHubspot(`/crm/v3/properties/${objectType}`, { name, label: name, type, fieldType, groupName });
  }
}
