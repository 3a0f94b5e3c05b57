import { join } from 'node:path';
import { startGongSimulator } from './gong/index.ts';
import { startHubspotSimulator } from './hubspot/index.ts';
import type { RunningSimulator } from './kit/index.ts';
import { startModelsSimulator } from './models/index.ts';
import { startOpenidSimulator } from './openid/index.ts';
import { startPineconeSimulator } from './pinecone/index.ts';
import type { SimulatorsSettings } from './read-settings.ts';
import { readWorld } from './read-world.ts';
import { startSlackSimulator } from './slack/index.ts';
import { startOverview } from './start-overview.ts';
import { startWeaviateSimulator } from './weaviate/index.ts';
import type { World } from './world/schema.ts';

export interface StartedSimulator extends RunningSimulator {
  readonly name: string;
  /** What it stands in for. */
  readonly title: string;
  /** A page that a person can read, below its address. */
  readonly page: string;
}

interface Starting {
  readonly settings: SimulatorsSettings;
  readonly world: World;
  readonly stateFile: string | null;
  /** An address of Sophia, or undefined where she is not known: then the saved one stays. */
  readonly sophia: (path: string) => string | undefined;
}

interface Vendor {
  readonly name: string;
  readonly title: string;
  readonly page: string;
  readonly start: (starting: Starting) => Promise<RunningSimulator>;
}

/** Every simulator there is. */
const vendors: readonly Vendor[] = [
  {
    name: 'gong',
    title: 'Gong',
    page: '/',
    start: ({ settings, world, stateFile, sophia }) =>
      startGongSimulator({
        port: settings['gong-port'],
        world,
        stateFile,
        webhookUrl: sophia('/webhooks/gong'),
        seed: settings.seed,
      }),
  },
  {
    name: 'hubspot',
    title: 'HubSpot',
    page: '/',
    start: ({ settings, world, stateFile, sophia }) =>
      startHubspotSimulator({
        port: settings['hubspot-port'],
        world,
        stateFile,
        webhookUrl: sophia('/webhooks/hubspot'),
        seed: settings.seed,
      }),
  },
  {
    name: 'slack',
    title: 'Slack',
    page: '/',
    start: ({ settings, world, stateFile, sophia }) =>
      startSlackSimulator({
        port: settings['slack-port'],
        world,
        stateFile,
        webhookUrl: sophia('/slack/events'),
        seed: settings.seed,
      }),
  },
  {
    name: 'models',
    title: 'OpenAI and Anthropic',
    page: '/_control/requests',
    start: ({ settings }) => startModelsSimulator({ port: settings['models-port'] }),
  },
  {
    name: 'openid',
    title: 'OpenID Connect',
    page: '/',
    start: ({ settings, world, stateFile }) =>
      startOpenidSimulator({ port: settings['openid-port'], world, stateFile, seed: settings.seed }),
  },
  {
    name: 'pinecone',
    title: 'Pinecone',
    page: '/',
    start: ({ settings, stateFile }) =>
      startPineconeSimulator({ port: settings['pinecone-port'], stateFile, seed: settings.seed }),
  },
  {
    name: 'weaviate',
    title: 'Weaviate',
    page: '/',
    start: ({ settings, stateFile }) =>
      startWeaviateSimulator({ port: settings['weaviate-port'], stateFile, seed: settings.seed }),
  },
];

export interface StartedSimulators {
  /** By name, the overview first. */
  readonly urls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts them all, or none: where one cannot start, those before it are closed again. */
export async function startSimulators(settings: SimulatorsSettings): Promise<StartedSimulators> {
  const { state, size, seed, today, 'sophia-url': sophiaUrl } = settings;
  const world = await readWorld({ path: settings.world, folder: state, size, seed, today });
  const started: StartedSimulator[] = [];
  async function close(): Promise<void> {
    await Promise.all(started.map((simulator) => simulator.close()));
  }
  try {
    for (const { name, title, page, start } of vendors) {
      const running = await start({
        settings,
        world,
        stateFile: state === null ? null : join(state, `${name}.json`),
        sophia: (path) => (sophiaUrl === null ? undefined : sophiaUrl.replace(/\/$/u, '') + path),
      });
      started.push({ name, title, page, ...running });
    }
    const overview = await startOverview({ port: settings['overview-port'], simulators: [...started], world });
    started.unshift({ name: 'overview', title: 'Overview', page: '/', ...overview });
  } catch (error) {
    await close();
    throw error;
  }
  return { urls: Object.fromEntries(started.map(({ name, url }) => [name, url])), close };
}
