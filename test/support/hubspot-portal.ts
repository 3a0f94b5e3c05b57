import { after } from 'node:test';
import { z } from 'zod';
import type { CrmDetailType, CrmRecordType } from '#contracts';
import { createHubspotCrm, type HubspotOptions } from '#integrations/hubspot';
import { createFixedClock } from '#platform/clock';
import { createHttpClient } from '#platform/http-client';
import { startHubspotSimulator } from '../../simulators/hubspot/index.ts';
import type { World } from '../../simulators/world/schema.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';

type Clock = ReturnType<typeof createFixedClock>;

export interface HubspotPortal {
  readonly url: string;
  /** Sophia's and HubSpot's time, which only `advance` moves. */
  readonly clock: Clock;
  readonly crm: ReturnType<typeof createHubspotCrm>;
  /** A client of the same portal that differs in what is named. */
  connect(options: Partial<HubspotOptions>): ReturnType<typeof createHubspotCrm>;
  /** Steers the portal by its control address. */
  control(path: string, body: unknown): Promise<unknown>;
  advance(milliseconds: number): Promise<void>;
  /** The type and id of something of the world by its key. */
  idOf(key: string): Promise<string>;
  /** A record that somebody of the portal makes; returns its id. */
  add(record: {
    objectType: AddedType;
    values: Readonly<Record<string, string>>;
    associatedWith?: readonly Tie[];
  }): Promise<string>;
  /** What was asked for so far, as `POST /crm/objects/2026-09/deals/search`. */
  requests(): Promise<readonly string[]>;
}

type AddedType = CrmRecordType | CrmDetailType;

interface Tie {
  readonly objectType: AddedType;
  readonly id: string;
}

const plurals: Readonly<Record<AddedType, string>> = {
  company: 'companies',
  contact: 'contacts',
  deal: 'deals',
  lead: 'leads',
  line_item: 'line_items',
  email: 'emails',
};

/** The numbers under which the simulator knows our app and its account. */
const simulatedApp = { appId: '8100002', portalId: '8100001', token: 'pat-na1-simulator' } as const;

/** What the app of a portal is allowed unless a test says otherwise. */
export const allScopes = [
  ...['contacts', 'companies', 'deals', 'leads', 'line_items'].flatMap((name) => [
    `crm.objects.${name}.read`,
    `crm.objects.${name}.write`,
    `crm.schemas.${name}.read`,
    `crm.schemas.${name}.write`,
  ]),
  'crm.objects.owners.read',
  'sales-email-read',
  'oauth',
];

const startedAt = new Date('2026-11-16T15:00:00Z');
const noWaits = { searchGapMs: 0, rollingPauseMs: 1, secondlyPauseMs: 1, lockedPauseMs: 1 };

/** A HubSpot of its own for a test file, with a small world in it unless another is given; closed after the last test. */
export async function openHubspotPortal(world: World = smallWorld()): Promise<HubspotPortal> {
  const simulator = await startHubspotSimulator({ port: 0, world });
  const clock = createFixedClock(startedAt);
  const httpClient = createHttpClient({ clock, random: () => 0 });
  after(async () => {
    httpClient.close();
    await simulator.close();
  });
  const { url } = simulator;
  async function control(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${url}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = z.unknown().parse(await response.json());
    if (response.ok) return answer;
    throw new Error(`The simulator refused ${path}: ${JSON.stringify(answer)}`);
  }
  function connect(options: Partial<HubspotOptions>): ReturnType<typeof createHubspotCrm> {
    return createHubspotCrm({
      credentials: { kind: 'static', accessToken: simulatedApp.token },
      baseUrl: url,
      httpClient,
      clock,
      appId: simulatedApp.appId,
      limits: noWaits,
      readsEmails: true,
      ...options,
    });
  }
  await control('limits', { enforced: false });
  await control('clock', { now: startedAt.toISOString(), frozen: true });
  return {
    url,
    clock,
    crm: connect({}),
    connect,
    control,
    advance: async (milliseconds) => {
      clock.advance(milliseconds);
      await control('clock', { advanceMs: milliseconds });
    },
    idOf: async (key) => {
      const response = await fetch(`${url}/_control/ids?key=${encodeURIComponent(key)}`);
      return z.object({ id: z.string() }).parse(await response.json()).id;
    },
    add: async ({ objectType, values, associatedWith = [] }) => {
      const associations = associatedWith.map((tie) => ({ objectType: plurals[tie.objectType], id: tie.id }));
      const answer = await control('records', { objectType: plurals[objectType], values, associations });
      return z.object({ id: z.string() }).parse(answer).id;
    },
    requests: async () => {
      const response = await fetch(`${url}/_control/requests`);
      const { requests } = RequestLog.parse(await response.json());
      return requests.map(({ method, path }) => `${method} ${path}`);
    },
  };
}

const RequestLog = z.object({ requests: z.array(z.object({ method: z.string(), path: z.string() })) });
