import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Config, repositoryRoot } from '#config';
import { SophiaError } from '#platform/errors';
import type { SimulatedVendors } from './open-connections.ts';

/** The simulators of this process: a child that ends with it and keeps its state under SOPHIA_HOME. */
export interface RunningSimulators {
  /** The page that links to all of them. */
  readonly overview: string;
  readonly vendors: SimulatedVendors;
  /** Tells them where Sophia listens, so that their webhooks and events arrive. */
  tellAddress(address: string): Promise<void>;
  close(): Promise<void>;
}

const Addresses = z.object({ overview: z.string(), gong: z.string(), hubspot: z.string(), slack: z.string() });
type Addresses = z.infer<typeof Addresses>;

const program = path.join(repositoryRoot, 'simulators', 'main.ts');
const shorterImports = new URL('../../bin/shorten-imports.mjs', import.meta.url).href;
const slowestStartMs = 60_000;

/**
 * Starts the simulators, waits until they say where they listen, and writes it to `addresses.json` beside their state.
 * Throws `port.in-use` where they cannot.
 */
export async function startSimulators({ config }: { config: Config }): Promise<RunningSimulators> {
  const folder = path.join(config.home, 'simulators');
  const child = spawn(
    process.execPath,
    ['--import', shorterImports, program, '--with-parent', '--state', folder, ...portsOf(config.simulatorPort)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const ended = once(child, 'exit');
  async function close(): Promise<void> {
    child.stdin.end();
    await ended;
  }
  const addresses = await Promise.race([readAddresses(child.stdout), ended.then(() => null), deadline(slowestStartMs)]);
  if (addresses === null) {
    child.kill('SIGKILL');
    throw simulatorsFailed(errors.join(''));
  }
  await writeFile(path.join(folder, 'addresses.json'), `${JSON.stringify(addresses)}\n`);
  return {
    overview: addresses.overview,
    vendors: await vendorsAt(addresses),
    tellAddress: (address) => tellAddress({ addresses, address }),
    close,
  };
}

/** Why they did not start, from what their program wrote. */
export function simulatorsFailed(written: string): SophiaError {
  const [, port] = /Port (\d+) is in use/.exec(written) ?? [];
  const sentence =
    port === undefined
      ? `Expected the simulators to start, found: ${written.trim() || 'nothing'}.`
      : `Expected port ${port} of 127.0.0.1 to be free for the simulated vendors (SOPHIA_SIMULATOR_PORT), found another program on it.`;
  return new SophiaError('port.in-use', sentence);
}

function portsOf(first: number): string[] {
  return ['overview', 'gong', 'hubspot', 'slack', 'models', 'openid', 'pinecone', 'weaviate'].flatMap((name, index) => [
    `--${name}-port`,
    String(first === 0 ? 0 : first + index),
  ]);
}

async function readAddresses(output: NodeJS.ReadableStream): Promise<Addresses | null> {
  for await (const line of createInterface({ input: output })) return Addresses.parse(JSON.parse(line));
  return null;
}

async function deadline(milliseconds: number): Promise<null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  setTimeout(() => resolve(null), milliseconds).unref();
  return promise;
}

/** The credentials that the simulators take; they are published, and real vendors refuse them. */
async function vendorsAt({ gong, hubspot, slack }: Addresses): Promise<SimulatedVendors> {
  return {
    gong: {
      accessKey: 'gong-simulator-key',
      accessKeySecret: 'gong-simulator-secret',
      baseUrl: gong,
      workspaces: [],
      requestsPerDay: null,
      webhookPublicKey: await webhookKeyOf(gong),
    },
    hubspot: {
      accessToken: 'pat-na1-simulator',
      clientId: null,
      clientSecret: 'hubspot-simulator-secret',
      refreshToken: null,
      baseUrl: hubspot,
      portalId: '8100001',
      appId: '8100002',
      readEmails: true,
    },
    slack: {
      botToken: 'xoxb-simulator',
      signingSecret: 'slack-simulator-signing-secret',
      appToken: null,
      baseUrl: `${slack}/api`,
      defaultChannel: 'sales',
    },
  };
}

async function webhookKeyOf(gong: string): Promise<string> {
  const answer = await fetch(`${gong}/_control/webhook-key`);
  return z.object({ publicKey: z.string() }).parse(await answer.json()).publicKey;
}

async function tellAddress({ addresses, address }: { addresses: Addresses; address: string }): Promise<void> {
  const targets: readonly [string, unknown][] = [
    [addresses.gong, { url: `${address}/webhooks/gong` }],
    [addresses.hubspot, { url: `${address}/webhooks/hubspot` }],
    [
      addresses.slack,
      {
        targets: {
          events: `${address}/slack/events`,
          interactivity: `${address}/slack/events`,
          commands: `${address}/slack/events`,
        },
      },
    ],
  ];
  for (const [simulator, body] of targets) {
    const answer = await fetch(`${simulator}/_control/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new SophiaError('internal.unexpected', `A simulator did not take the address: ${await answer.text()}`);
  }
}
