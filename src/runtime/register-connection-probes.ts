import type { SocketState } from '#integrations/slack';
import { listSyncCursors } from '#modules/intake';
import type { Actor, Connection, Context } from '#platform/context';
import { type ErrorEntry, errorCatalogue } from '#platform/errors';
import type { ProbeResult } from '#platform/health';
import { type SimulatedVendors, vendorHosts } from './open-connections.ts';
import type { Resources } from './open-resources.ts';
import { workspaceIds } from './workspace-ids.ts';

interface Watched {
  readonly name: 'Gong' | 'HubSpot' | 'Slack';
  /** As the cursors of its readings are named. */
  readonly source: 'gong' | 'hubspot' | 'slack';
  readonly connection: Connection<unknown>;
  readonly workspaceId: string;
  readonly hosts: readonly string[];
}

/** What the rows are made of. */
export interface ConnectionProbeParts {
  readonly resources: Pick<Resources, 'health' | 'connectionsOf'> & {
    readonly httpClient: Pick<Resources['httpClient'], 'isLeftAlone' | 'usedToday'>;
    readonly config: Pick<Resources['config'], 'vendors'>;
  };
  readonly contextFor: (options: { readonly workspaceId: string; readonly actor: Actor }) => Context;
  readonly simulated: SimulatedVendors | null;
  /** How Slack's Socket Mode stands; null where nothing comes through sockets to this process. */
  readonly sockets: () => SocketState | null;
}

/** The stream of what goes the other way. */
const writing = 'writing';

type Cursor = Awaited<ReturnType<typeof listSyncCursors>>['cursors'][number];

/**
 * Registers a row for each vendor. It asks nobody: it says what the last readings met and whether the host is left
 * alone. A vendor that fails makes Sophia `degraded`, since everything else goes on; `sophia doctor` asks the vendor.
 */
export function registerConnectionProbes({ resources, contextFor, simulated, sockets }: ConnectionProbeParts): void {
  const workspaceId = simulated === null ? workspaceIds.main : workspaceIds.example;
  const { calls, crm, chat } = resources.connectionsOf(workspaceId);
  const hosts = vendorHosts(simulated ?? resources.config.vendors);
  const all: readonly Watched[] = [
    { name: 'Gong', source: 'gong', connection: calls, workspaceId, hosts: hosts.gong },
    { name: 'HubSpot', source: 'hubspot', connection: crm, workspaceId, hosts: hosts.hubspot },
    { name: 'Slack', source: 'slack', connection: chat, workspaceId, hosts: hosts.slack },
  ];
  for (const watched of all) {
    resources.health.register({
      name: watched.name,
      action: 'See sophia doctor, which asks the vendor step by step.',
      check: () => check({ resources, contextFor, sockets, watched }),
    });
  }
}

async function check({
  resources,
  contextFor,
  sockets,
  watched,
}: Pick<ConnectionProbeParts, 'resources' | 'contextFor' | 'sockets'> & { watched: Watched }): Promise<ProbeResult> {
  const { connection, hosts, name, source, workspaceId } = watched;
  if (connection.state === 'off') {
    const { reason, action, isHalfSet = false } = connection;
    return { state: isHalfSet ? 'degraded' : 'off', reason, action };
  }
  if (hosts.some((host) => resources.httpClient.isLeftAlone(host))) {
    const reason = `${name} has failed several times in a row and is left alone for a while.`;
    return {
      state: 'degraded',
      reason,
      action: 'Nothing is lost: it is tried again. See sophia doctor for the cause.',
    };
  }
  const kind = connection.simulated ? 'Simulated. ' : '';
  const ctx = contextFor({ workspaceId, actor: { type: 'system', component: 'health' } });
  const own = (await listSyncCursors({ ctx })).cursors.filter((cursor) => cursor.source === source);
  if (source !== 'slack') return withDay({ kind, own, days: await daysOf({ resources, hosts }) });
  const ofSockets = describeSockets({ kind, state: sockets() });
  return ofSockets.state === 'healthy' && own.some(({ problem }) => problem !== null)
    ? describe({ kind, own })
    : ofSockets;
}

type Day = NonNullable<Awaited<ReturnType<Resources['httpClient']['usedToday']>>>;

async function daysOf({
  resources,
  hosts,
}: Pick<ConnectionProbeParts, 'resources'> & Pick<Watched, 'hosts'>): Promise<Day[]> {
  const days = await Promise.all(hosts.map((host) => resources.httpClient.usedToday(host)));
  return days.flatMap((day) => day ?? []);
}

const dayUsedUp = 'vendor.day-used-up';

/** Where a vendor allows so many requests on a day, the row says how many are used. What else is wrong stays to be done. */
function withDay({
  kind,
  own,
  days: [day],
}: {
  kind: string;
  own: readonly Cursor[];
  days: readonly Day[];
}): ProbeResult {
  const result = describe({ kind, own });
  if (day === undefined) return result;
  const { used, requests, endsAt } = day;
  const reason = `${result.reason} ${used} of the ${requests} requests of today (UTC) are used.`;
  const isOtherwiseWell = own.every(({ problem }) => problem === null || problem.code === dayUsedUp);
  if (used < requests || !isOtherwiseWell) return { ...result, reason };
  const action = `Nothing is lost: it goes on by itself at ${endsAt.toISOString()}. Where the account allows more, set GONG_REQUESTS_PER_DAY.`;
  return { state: 'degraded', reason, action };
}

/** Over HTTP Slack comes to us. Over Socket Mode nothing that people do there arrives while no connection stands. */
function describeSockets({ kind, state }: { kind: string; state: SocketState | null }): ProbeResult {
  if (state === null) return { state: 'healthy', reason: `${kind}It is connected.`, action: null };
  const { wanted, standing, failures, code } = state;
  if (standing > 0) {
    return { state: 'healthy', reason: `${kind}${standing} of ${wanted} sockets stand.`, action: null };
  }
  if (failures === 0) return { state: 'healthy', reason: `${kind}The sockets are being connected.`, action: null };
  const why = code === null ? 'Slack could not be reached' : `Slack answered ${code}`;
  const reason = `${kind}No socket stands: ${why}. Buttons and commands do not arrive; messages still go out.`;
  const cure = code === null ? 'It is tried again by itself.' : 'Look at SLACK_APP_TOKEN and Socket Mode of the app.';
  return { state: 'degraded', reason, action: `${cure} sophia doctor asks Slack step by step.` };
}

function describe({ kind, own }: { kind: string; own: readonly Cursor[] }): ProbeResult {
  const problems = own.flatMap(({ problem, ...rest }) => (problem === null ? [] : [{ ...rest, problem }]));
  const failing = problems.find(({ problem }) => problem.code !== dayUsedUp) ?? problems[0];
  if (failing !== undefined) {
    const { stream, problem } = failing;
    if (stream === writing) {
      const cure = `${actionFor(problem.code)} What waits to be written is tried again every five minutes.`;
      return { state: 'degraded', reason: `${kind}Writing failed: ${problem.message}`, action: cure };
    }
    const reason = `${kind}Reading ${stream} failed: ${problem.message} ${lastReading([failing])}`;
    return { state: 'degraded', reason, action: actionFor(problem.code) };
  }
  return {
    state: 'healthy',
    reason: `${kind}${lastReading(own.filter(({ stream }) => stream !== 'people' && stream !== writing))}`,
    action: null,
  };
}

function lastReading(own: readonly Pick<Cursor, 'lastSuccessAt'>[]): string {
  const newest = own
    .flatMap(({ lastSuccessAt }) => (lastSuccessAt === null ? [] : [lastSuccessAt]))
    .toSorted()
    .at(-1);
  return newest === undefined ? 'It was not read yet.' : `Last read ${newest.slice(0, 16).replace('T', ' ')} UTC.`;
}

const entries: Readonly<Record<string, ErrorEntry>> = errorCatalogue;

/** What passes by itself needs nobody; a token that is not accepted needs somebody. */
function actionFor(code: string): string {
  const entry = entries[code];
  if (entry === undefined || entry.retryable) {
    return 'It is tried again by itself. See sophia sync status and sophia doctor.';
  }
  return `${entry.action} sophia doctor asks the vendor step by step; sophia sync now tries at once.`;
}
