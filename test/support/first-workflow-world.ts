import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { smallCall } from '../../simulators/world/small-call.ts';
import { ourParty, theirParty } from '../../simulators/world/small-people.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import type { RunningServer, SophiaWorld } from './sophia-world.ts';
import { waitUntil } from './wait-until.ts';

const Addresses = z.object({ gong: z.url(), hubspot: z.url(), slack: z.url() });
const Messages = z.object({
  state: z.object({
    channels: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    messages: z.array(
      z.looseObject({
        channelId: z.string(),
        ts: z.string(),
        text: z.string(),
        visibleTo: z.string().nullable(),
        blocks: z.array(z.looseObject({})).nullable(),
      }),
    ),
  }),
});
const PortalRecords = z.record(
  z.string(),
  z.object({ versions: z.record(z.string(), z.array(z.object({ value: z.string() }))) }),
);
const Portal = z.object({
  state: z.object({
    records: z.looseObject({ deals: PortalRecords }).catchall(PortalRecords),
    associations: z.record(
      z.string(),
      z.object({ fromType: z.string(), fromId: z.string(), toType: z.string(), toId: z.string() }),
    ),
  }),
});
export type SlackMessage = z.infer<typeof Messages>['state']['messages'][number];

/** A started Sophia with the simulators of a small world, seen from the outside alone. */
export interface FirstWorkflowWorld {
  readonly server: RunningServer;
  control(simulator: 'gong' | 'hubspot' | 'slack', path: string, body: unknown): Promise<Record<string, unknown>>;
  /** What stands in the deal of the world, as HubSpot has it. */
  property(name: string): Promise<string | null>;
  /** What HubSpot holds of a kind that is tied to the deal, with the values that stand now. */
  tiedToDeal(objectType: 'calls' | 'contacts' | 'tasks'): Promise<readonly Readonly<Record<string, string>>[]>;
  dealId: string;
  messages(): Promise<readonly SlackMessage[]>;
  channelOf(message: SlackMessage): Promise<string>;
}

export const accountChannel = 'acct-alder-point-residential';

/** Starts Sophia on a world of two accounts, in which one call with Alder Point is still to come. */
export async function startFirstWorkflow(
  world: SophiaWorld,
  environment: Readonly<Record<string, string>> = {},
): Promise<FirstWorkflowWorld> {
  const folder = join(world.home, 'simulators');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'world.json'), JSON.stringify(worldBeforeTheCall()));
  const server = await world.serve([], { environment: { SOPHIA_SIMULATOR_PORT: '0', ...environment } });
  await waitUntil('the history is taken in', {
    condition: async () => (await fetch(`${server.address}/health/ready`)).status === 200,
  });
  const addresses = Addresses.parse(JSON.parse(await readFile(join(folder, 'addresses.json'), 'utf8')));
  async function read(url: string): Promise<unknown> {
    return (await fetch(url)).json();
  }
  await waitUntil('the deal stands with its owner', {
    condition: () => isOwnerKnown({ address: server.address, workspace: 'example' }),
  });
  // A machine that is busy elsewhere is no reason to give up on a press.
  await fetch(`${addresses.slack}/_control/mode`, { method: 'POST', body: JSON.stringify({ patienceMs: 60_000 }) });
  const { id: dealId } = z
    .object({ id: z.string() })
    .parse(await read(`${addresses.hubspot}/_control/ids?key=deal-alder`));
  async function state(): Promise<z.infer<typeof Messages>['state']> {
    return Messages.parse(await read(`${addresses.slack}/_control/state`)).state;
  }
  return {
    server,
    dealId,
    control: async (simulator, path, body) => {
      const headers = { 'content-type': 'application/json' };
      const url = `${addresses[simulator]}/_control/${path}`;
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      const told = z.record(z.string(), z.unknown()).parse(await answer.json());
      assert.ok(answer.ok, JSON.stringify(told));
      return told;
    },
    property: (name) => propertyOf({ hubspot: addresses.hubspot, dealId, name }),
    tiedToDeal: (objectType) => tiedTo({ hubspot: addresses.hubspot, dealId, objectType }),
    messages: async () => (await state()).messages,
    channelOf: async ({ channelId }) => (await state()).channels.find(({ id }) => id === channelId)?.name ?? '',
  };
}

/** Whether the deals and their owners have been read: a call that fits no deal yet is looked at again the next day. */
export async function isOwnerKnown({ address, workspace }: { address: string; workspace: string }): Promise<boolean> {
  const answer = await fetch(`${address}/api/v1/deals?workspace=${workspace}&owner=maya`);
  return answer.ok && (await answer.text()).includes('Alder Point');
}

/** What stands in a deal, read past HubSpot's API, whose limit is Sophia's own to spend. */
export async function propertyOf({
  hubspot,
  dealId,
  name,
}: {
  hubspot: string;
  dealId: string;
  name: string;
}): Promise<string | null> {
  const { state: portal } = Portal.parse(await (await fetch(`${hubspot}/_control/state`)).json());
  const versions = portal.records.deals[dealId]?.versions[name] ?? [];
  return versions.at(-1)?.value ?? null;
}

async function tiedTo({
  hubspot,
  dealId,
  objectType,
}: {
  hubspot: string;
  dealId: string;
  objectType: string;
}): Promise<Readonly<Record<string, string>>[]> {
  const { state: portal } = Portal.parse(await (await fetch(`${hubspot}/_control/state`)).json());
  const ids = Object.values(portal.associations)
    .filter(({ fromType, fromId, toType }) => fromType === 'deals' && fromId === dealId && toType === objectType)
    .map(({ toId }) => toId);
  return ids.flatMap((id) => {
    const versions = Object.entries(portal.records[objectType]?.[id]?.versions ?? {});
    return [Object.fromEntries(versions.map(([name, values]) => [name, values.at(-1)?.value ?? '']))];
  });
}

/** Two accounts, of which one has a channel by its whole name. */
export function worldBeforeTheCall(): ReturnType<typeof smallWorld> {
  const world = smallWorld();
  const channels = world.channels.map((channel) =>
    channel.name === 'acct-alder-point' ? { ...channel, name: accountChannel } : channel,
  );
  return { ...world, channels, upcomingCalls: [comingCall] };
}

/**
 * The buyer names a day for the signature and a sum for the whole, each another than the CRM has, and says to have
 * agreed while the CRM has the deal at the proposal.
 */
const comingCall = smallCall({
  key: 'call-alder-terms',
  gongId: '8100000000000000009',
  accountKey: 'account-alder',
  dealKey: 'deal-alder',
  timeZone: 'America/Chicago',
  phrasing: 'own',
  isPrivate: false,
  direction: 'Conference',
  kind: 'pricing',
  title: 'Alder Point Residential: the terms',
  scheduledAt: '2026-11-17T16:00:00Z',
  startedAt: '2026-11-17T16:00:30Z',
  primaryEmployeeKey: 'employee-maya',
  parties: [ourParty('employee-maya', '641'), theirParty('contact-ana', '642'), theirParty('contact-tom', '643')],
  lines: [
    ['641', 'Introduction', 'Thanks for coming back so soon, Ana and Tom.', 'Where do we stand?'],
    ['643', 'Pricing', 'The totals hold.', 'We agree on $36,000 for the year.'],
    ['641', 'Pricing', 'Good, that includes the implementation.'],
    ['642', 'Decision', 'The owners have said yes.', 'We will sign the contract on December 11.'],
    ['643', 'Decision', 'I have told our counsel so already.', 'As far as I am concerned we picked you.'],
    ['641', 'Next steps', 'I will send the contract tomorrow.'],
    ['642', 'Next steps', 'Then we are set, thank you.'],
  ],
  gong: { brief: 'Terms are agreed.', keyPoints: ['The owners agree.'], outcome: null, topics: [], trackers: [] },
  transcriptDelayMs: 0,
  truth: { stage: 'negotiation', sentiment: { overall: 'positive', external: 'positive' } },
});
