import type { RunningServer, SophiaWorld } from '#test/sophia-world';
import type { Random } from '../../simulators/world/base/random.ts';
import { type Door, openDoor } from './open-door.ts';
import { openPassage, type Passage } from './open-passage.ts';
import { type SlackWay, type StormVendors, settingsFor } from './storm-vendors.ts';

/** Sophia as one process on the embedded database, or as several on a server: behind one door, each with its own passage. */
export interface Crew {
  /** Where vendors and people find her. */
  readonly address: string;
  readonly passage: Passage;
  /** Starts those that do not run. */
  start(options?: { readonly syncSeconds: number }): Promise<void>;
  /** Kills one of them at a moment that is drawn; says which one and when. */
  killOne(): Promise<string>;
  /** Ends all of them, as a person would. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

interface Member {
  readonly number: number;
  server: RunningServer | null;
}

interface Parts {
  readonly keepLog: (text: string) => void;
  readonly world: SophiaWorld;
  readonly vendors: StormVendors;
  readonly slack: SlackWay;
  readonly random: Random;
  readonly members: readonly Member[];
  readonly door: Door;
  readonly passage: Passage;
}

/** Where the moment that was drawn does not come, the process is killed after so long anyway. */
const longestPatienceMs = 10_000;

/** Opens the door and the passages; nobody runs yet. */
export async function openCrew({
  size,
  ...given
}: Pick<Parts, 'world' | 'vendors' | 'slack' | 'random' | 'keepLog'> & { size: number }): Promise<Crew> {
  const door = await openDoor();
  const passage = await openPassage(given.vendors.addresses);
  const members = Array.from({ length: size }, (_, number): Member => ({ number, server: null }));
  const parts: Parts = { ...given, members, door, passage };
  return {
    address: door.address,
    passage,
    start: ({ syncSeconds } = { syncSeconds: 4 }) => start(parts, syncSeconds),
    killOne: () => killOne(parts),
    stop: () => stop(parts),
    close: async () => {
      await door.close();
      await passage.close();
    },
  };
}

async function start(parts: Parts, syncSeconds: number): Promise<void> {
  const { world, vendors, slack, members, door, passage } = parts;
  await Promise.all(
    members
      .filter(({ server }) => server === null)
      .map(async (member) => {
        const settings = settingsFor({ vendors, addresses: passage.addressesFor(member.number), slack });
        const environment = {
          ...settings,
          SOPHIA_PUBLIC_URL: door.address,
          SOPHIA_SYNC_SECONDS: String(syncSeconds),
          SOPHIA_LOG_LEVEL: 'warn',
        };
        member.server = await world.serve(['--no-example'], { environment });
      }),
  );
  openTo(parts);
}

function openTo({ door, members }: Parts): void {
  door.lead(members.flatMap(({ server }) => (server === null ? [] : [server.address])));
}

async function killOne(parts: Parts): Promise<string> {
  const { random, members, passage, keepLog } = parts;
  const member = random.pick(members);
  const { number, server } = member;
  if (server === null) throw new Error('Expected a running process to kill, found none.');
  const when = random.chance(0.5) ? 'accepted' : 'arrived';
  const requests = when === 'accepted' ? random.integer(1, 4) : random.integer(1, 40);
  let how = `${requests} requests had ${when}`;
  passage.set({ process: number, requests, when, spring: () => server.kill('SIGKILL') });
  const patience = setTimeout(() => {
    how = `fewer than ${requests} requests had ${when} within ${longestPatienceMs / 1000} s`;
    server.kill('SIGKILL');
  }, longestPatienceMs);
  const { signal, stderr } = await server.ended;
  clearTimeout(patience);
  keepLog(stderr);
  passage.set(null);
  member.server = null;
  openTo(parts);
  if (signal !== 'SIGKILL') throw new Error(`Expected Sophia to run until she is killed, found her ended:\n${stderr}`);
  return members.length === 1 ? how : `process ${number + 1}: ${how}`;
}

async function stop(parts: Parts): Promise<void> {
  const { members, door, keepLog } = parts;
  door.lead([]);
  await Promise.all(
    members.map(async (member) => {
      const { server } = member;
      if (server === null) return;
      member.server = null;
      server.kill('SIGTERM');
      const { code, stderr } = await server.ended;
      keepLog(stderr);
      if (code !== 0) throw new Error(`Expected Sophia to end when asked, found ${code}:\n${stderr}`);
    }),
  );
}
