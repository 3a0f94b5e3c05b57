import type { CallSource, ConnectionStep, Page, SourceCall, SourceTracker } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { GongClient } from './client.ts';
import { callsPerRequest } from './limits.ts';
import { toSourceCall, toSourceTracker, toSourceTranscript, toSourceUser, withoutContent } from './map.ts';
import {
  CallListing,
  ExtensiveListing,
  TrackerListing,
  TranscriptListing,
  UserListing,
  WorkspaceListing,
} from './schema.ts';

const noRecords = { total: 0, cursor: null };

/** Everything that Sophia reads of a call; what is not named here, Gong leaves out. */
const contentSelector = {
  exposedFields: {
    parties: true,
    content: {
      brief: true,
      keyPoints: true,
      callOutcome: true,
      topics: true,
      trackers: true,
      pointsOfInterest: true,
    },
    interaction: { personInteractionStats: true, questions: true, speakers: true },
  },
};

/**
 * Gong as a source of calls. Only the named workspaces are read; one that does not exist is
 * `vendor.unknown-workspace`, and nothing is read, rather than everything.
 */
export function createGongCallSource({
  client,
  workspaces,
}: {
  client: GongClient;
  /** Names or ids; empty for all. */
  workspaces: readonly string[];
}): CallSource {
  let known: Promise<readonly string[]> | null = null;
  /** Asked once; after a failure asked again. */
  function workspaceIds(): Promise<readonly string[]> {
    known ??= findWorkspaces({ client, workspaces }).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  }
  return {
    name: 'gong',
    listCalls: async (range) => listCalls({ client, range, workspaceIds: await workspaceIds() }),
    getCalls: async ({ externalIds }) => {
      const allowed = await workspaceIds();
      const calls = await inParts({ externalIds, ask: (part) => getCalls({ client, externalIds: part }) });
      return calls.map((call) => (isAllowed({ call, allowed }) ? call : withoutContent(call)));
    },
    getTranscripts: ({ externalIds }) =>
      inParts({ externalIds, ask: (part) => getTranscripts({ client, externalIds: part }) }),
    listUsers: async ({ cursor }) => {
      const answer = await client.request({
        method: 'GET',
        path: '/v2/users',
        query: { cursor },
        schema: UserListing,
        whenEmpty: { records: noRecords, users: [] },
      });
      return { items: (answer.users ?? []).map(toSourceUser), ...answer.records };
    },
    listTrackers: async () => listTrackers({ client, workspaceIds: await workspaceIds() }),
    playerAddress: ({ url, seconds }) => {
      const address = new URL(url);
      address.searchParams.set('highlights', JSON.stringify([{ type: 'SHARE', from: seconds, to: seconds }]));
      return address.href;
    },
    check: () => check({ client, workspaces }),
  };
}

type Client = { readonly client: GongClient };

/** Several workspaces are read one after the other; which of them stands in the cursor. */
async function listCalls({
  client,
  range,
  workspaceIds,
}: Client & {
  range: Parameters<CallSource['listCalls']>[0];
  workspaceIds: readonly string[];
}): Promise<Page<SourceCall>> {
  const places: readonly (string | null)[] = workspaceIds.length === 0 ? [null] : workspaceIds;
  const place = readPlace(range.cursor);
  const answer = await client.request({
    method: 'GET',
    path: '/v2/calls',
    query: {
      fromDateTime: range.from.toISOString(),
      toDateTime: range.to.toISOString(),
      workspaceId: places[place.workspace] ?? null,
      cursor: place.cursor,
    },
    schema: CallListing,
    whenEmpty: { records: noRecords, calls: [] },
  });
  const { cursor, total } = answer.records;
  const behind = cursor === null ? place.workspace + 1 : place.workspace;
  return {
    items: (answer.calls ?? []).map((metaData) =>
      toSourceCall({ metaData, parties: null, content: null, interaction: null }),
    ),
    cursor: behind < places.length ? `${behind} ${cursor ?? ''}` : null,
    total,
  };
}

/** Gong lists all of them at once; of trackers that a model finds it says nothing. */
async function listTrackers({
  client,
  workspaceIds,
}: Client & { workspaceIds: readonly string[] }): Promise<readonly SourceTracker[]> {
  const trackers: SourceTracker[] = [];
  for (const workspaceId of workspaceIds.length === 0 ? [null] : workspaceIds) {
    const { keywordTrackers } = await client.request({
      method: 'GET',
      path: '/v2/settings/trackers',
      query: { workspaceId },
      schema: TrackerListing,
      whenEmpty: { keywordTrackers: [] },
    });
    trackers.push(...(keywordTrackers ?? []).map(toSourceTracker));
  }
  return trackers;
}

function readPlace(cursor: string | null): { workspace: number; cursor: string | null } {
  if (cursor === null) return { workspace: 0, cursor: null };
  const [workspace = '0', ...rest] = cursor.split(' ');
  return { workspace: Number(workspace), cursor: rest.join(' ') || null };
}

async function getCalls({
  client,
  externalIds,
}: Client & { externalIds: readonly string[] }): Promise<readonly SourceCall[]> {
  return allPages(async (cursor) => {
    const answer = await client.request({
      method: 'POST',
      path: '/v2/calls/extensive',
      body: { ...(cursor === null ? {} : { cursor }), filter: { callIds: externalIds }, contentSelector },
      schema: ExtensiveListing,
      whenEmpty: { records: noRecords, calls: [] },
    });
    return { items: (answer.calls ?? []).map(toSourceCall), ...answer.records };
  });
}

function getTranscripts({
  client,
  externalIds,
}: Client & { externalIds: readonly string[] }): Promise<ReturnType<typeof toSourceTranscript>[]> {
  return allPages(async (cursor) => {
    const answer = await client.request({
      method: 'POST',
      path: '/v2/calls/transcript',
      body: { ...(cursor === null ? {} : { cursor }), filter: { callIds: externalIds } },
      schema: TranscriptListing,
      whenEmpty: { records: noRecords, callTranscripts: [] },
    });
    const ready = (answer.callTranscripts ?? []).filter(({ transcript }) => (transcript ?? []).length > 0);
    return { items: ready.map(toSourceTranscript), ...answer.records };
  });
}

async function allPages<Item>(ask: (cursor: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await ask(cursor);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return items;
}

async function inParts<Item>({
  externalIds,
  ask,
}: {
  externalIds: readonly string[];
  ask: (part: readonly string[]) => Promise<readonly Item[]>;
}): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < externalIds.length; start += callsPerRequest) {
    items.push(...(await ask(externalIds.slice(start, start + callsPerRequest))));
  }
  return items;
}

function isAllowed({ call, allowed }: { call: SourceCall; allowed: readonly string[] }): boolean {
  return allowed.length === 0 || allowed.includes(call.sourceWorkspaceId ?? '');
}

async function findWorkspaces({
  client,
  workspaces,
}: Client & { workspaces: readonly string[] }): Promise<readonly string[]> {
  if (workspaces.length === 0) return [];
  const { workspaces: listed } = await client.request({
    method: 'GET',
    path: '/v2/workspaces',
    schema: WorkspaceListing,
    whenEmpty: { workspaces: [] },
  });
  const there = listed ?? [];
  return workspaces.map((wanted) => {
    const match = there.find(({ id, name }) => id === wanted || name?.toLowerCase() === wanted.toLowerCase());
    if (match !== undefined) return match.id;
    const names = there.map(({ name, id }) => name ?? id).join(', ');
    throw new SophiaError(
      'vendor.unknown-workspace',
      `Expected a Gong workspace “${wanted}” (GONG_WORKSPACES), found none. There are: ${names || 'none'}.`,
    );
  });
}

async function check({ client, workspaces }: Client & { workspaces: readonly string[] }): Promise<ConnectionStep[]> {
  const steps: ConnectionStep[] = [];
  const tries: readonly { name: string; action: string; attempt: () => Promise<string> }[] = [
    {
      name: 'address and key',
      action: 'Compare GONG_BASE_URL, GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET with the page of the key in Gong.',
      attempt: async () => {
        const { users } = await client.request({
          method: 'GET',
          path: '/v2/users',
          schema: UserListing,
          whenEmpty: { records: noRecords, users: [] },
        });
        return `Gong answers; ${(users ?? []).length} users on the first page.`;
      },
    },
    {
      name: 'workspaces',
      action: 'Correct GONG_WORKSPACES, or leave it out to read every workspace.',
      attempt: async () => {
        const ids = await findWorkspaces({ client, workspaces });
        return ids.length === 0 ? 'Every workspace is read.' : `Only ${workspaces.join(', ')} (${ids.join(', ')}).`;
      },
    },
    {
      name: 'transcripts',
      action: 'Give the key the scopes api:calls:read:extensive and api:calls:read:transcript.',
      attempt: async () => {
        await getTranscripts({ client, externalIds: ['0'] });
        await getCalls({ client, externalIds: ['0'] });
        return 'Calls and transcripts may be read.';
      },
    },
  ];
  for (const { name, action, attempt } of tries) {
    if (steps.some(({ state }) => state === 'failed')) {
      steps.push({ name, state: 'skipped', detail: 'An earlier step failed.', action: null });
      continue;
    }
    try {
      steps.push({ name, state: 'passed', detail: await attempt(), action: null });
    } catch (error) {
      if (!(error instanceof SophiaError)) throw error;
      steps.push({ name, state: 'failed', detail: error.message, action });
    }
  }
  return steps;
}
