import { z } from 'zod';
import { waitUntil } from '#test/wait-until';
import { createRandom } from '../../simulators/world/base/random.ts';
import { checkStorm, countStorm, type StormCheck } from './check-storm.ts';
import { comeToRest } from './come-to-rest.ts';
import { type Crew, openCrew } from './open-crew.ts';
import { openPeople } from './open-people.ts';
import { plantedFaults } from './planted-faults.ts';
import { readAftermath } from './read-aftermath.ts';
import type { Storm, StormOptions } from './storm.ts';
import {
  addSophiaProperties,
  type SlackWay,
  type StormVendors,
  startStormVendors,
  vendorNames,
} from './storm-vendors.ts';
import { createStormWorld } from './storm-world.ts';
import { takeBackCalls } from './take-back-calls.ts';

export interface StormReport {
  readonly checks: readonly StormCheck[];
  readonly counts: Readonly<Record<string, number>>;
  readonly timeline: readonly string[];
}

/**
 * Calls end while every fault is planted, people decide, and Sophia is killed again and again; then the faults are
 * taken away, and once everything rests, what the vendors hold and what Sophia holds are compared.
 */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { world, seed } = options;
  const { note, timeline } = keepTime(options.note);
  const stack = new AsyncDisposableStack();
  try {
    const storm = await gather({ options: { ...options, note }, stack });
    await takeFirstLook(storm);
    await plant(storm);
    await blow(storm);
    const { left } = await comeToRest(storm);
    const { vendors, crew, people, ended, lost, hidden, turned, vanished } = storm;
    const facts = {
      ended,
      lost,
      hidden,
      turned,
      vanished,
      deeds: people.deeds,
      unasked: people.unasked(),
      accepted: crew.passage.accepted,
      left,
    };
    const aftermath = await readAftermath({ world, vendors, facts });
    const checks = checkStorm(aftermath);
    if (checks.some(({ problems }) => problems.length > 0)) options.keepAftermath?.(aftermath);
    const counts = countStorm(aftermath);
    const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    note(`seed ${seed}: ${told.join(', ')}`);
    for (const { source, subject, message } of aftermath.dead) note(`dead letter of ${source} ${subject}: ${message}`);
    return { checks, counts, timeline };
  } finally {
    await stack.disposeAsync();
  }
}

function keepTime(say: (line: string) => void): { note: (text: string) => void; timeline: string[] } {
  const startedAtMs = performance.now();
  const timeline: string[] = [];
  return {
    timeline,
    note: (text) => {
      const line = `${((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(7)} s  ${text}`;
      timeline.push(line);
      say(line);
    },
  };
}

async function gather({ options, stack }: { options: StormOptions; stack: AsyncDisposableStack }): Promise<Storm> {
  const { world, seed, calls, processes, slack } = options;
  const vendors = await startStormVendors({
    world: createStormWorld({ seed, calls }),
    folder: world.folder,
    seed,
  });
  stack.defer(() => vendors.close());
  const random = createRandom(`${seed}/kills`);
  const crew = await openCrew({
    world,
    vendors,
    slack,
    random,
    size: processes,
    keepLog: options.keepLog ?? (() => undefined),
  });
  stack.defer(() => crew.close());
  const people = openPeople({
    vendors,
    address: crew.address,
    random: createRandom(`${seed}/people`),
    deletions: Math.floor(calls / 50),
  });
  await addSophiaProperties(vendors);
  await tellAddresses({ vendors, crew, slack });
  return { ...options, vendors, crew, people, random, ended: [], lost: [], hidden: [], turned: [], vanished: [] };
}

async function tellAddresses({
  vendors,
  crew,
  slack,
}: {
  vendors: StormVendors;
  crew: Crew;
  slack: SlackWay;
}): Promise<void> {
  for (const vendor of ['gong', 'hubspot'] as const) {
    const targets = { default: `${crew.address}/webhooks/${vendor}` };
    await vendors.control({ vendor, path: 'webhooks', body: { targets } });
  }
  const events = `${crew.address}/slack/events`;
  const targets = { events, interactivity: events, commands: events };
  await vendors.control({ vendor: 'slack', path: 'webhooks', body: { targets } });
  await vendors.control({ vendor: 'slack', path: 'mode', body: { mode: slack, answersAt: crew.passage.hosts.slack } });
}

/** History is whatever a first look finds; here it finds nothing, so that every call of the storm is a new one. */
async function takeFirstLook({ crew, vendors, note }: Storm): Promise<void> {
  await crew.start({ syncSeconds: 1 });
  note('Sophia answers');
  await waitUntil('the calls have been looked at twice', {
    condition: async () => {
      const state = await vendors.control({ vendor: 'gong', path: 'requests', method: 'GET' });
      return Requests.parse(state).requests.filter(({ path }) => path === '/v2/calls').length >= 2;
    },
    timeoutMs: 300_000,
  });
  note('the first look is over');
}

const Requests = z.object({ requests: z.array(z.object({ path: z.string() })) });

async function plant({ vendors }: Storm): Promise<void> {
  await vendors.control({ vendor: 'gong', path: 'settings', body: { extensiveDelayMs: 500 } });
  for (const vendor of vendorNames) {
    await vendors.control({ vendor, path: 'faults', body: { faults: plantedFaults[vendor] } });
  }
}

/** In a round some calls end, people act, and a process dies; whoever is dead is started before the next round. */
async function blow(storm: Storm): Promise<void> {
  const { calls, kills, crew, people, note } = storm;
  for (let round = 0; round < kills; round += 1) {
    await crew.start();
    if (round % takenBackEvery === takenBackEvery - 1) await takeBackCalls(storm);
    await endCalls(storm, Math.floor(((round + 1) * calls) / (kills + 1)));
    const [how] = await Promise.all([crew.killOne(), people.act(2)]);
    note(`kill ${round + 1} of ${kills}: ${how}; ${storm.ended.length} calls have ended`);
  }
  await endCalls(storm, calls);
}

/** In one round of so many, calls turn private and are deleted while all the rest goes on. */
const takenBackEvery = 6;

/** One in twenty-five is private, from its beginning. */
const privateEvery = 25;

async function endCalls({ vendors, ended, lost, hidden, lostEvery, random }: Storm, until: number): Promise<void> {
  while (ended.length < until) {
    const number = ended.length + 1;
    const isLost = number % lostEvery === 0;
    const isPrivate = !isLost && number % privateEvery === 3;
    const late = random.chance(0.2) ? 2000 : 0;
    const body = { transcriptDelayMs: isLost ? null : late, isPrivate };
    const { id } = Ended.parse(await vendors.control({ vendor: 'gong', path: 'calls/next', body }));
    ended.push(id);
    if (isLost) lost.push(id);
    if (isPrivate) hidden.push(id);
  }
}

const Ended = z.object({ id: z.string() });
