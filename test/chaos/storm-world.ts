import { createRandom } from '../../simulators/world/base/random.ts';
import { generateWorld } from '../../simulators/world/index.ts';
import type { World } from '../../simulators/world/schema.ts';

/** The company of a storm: no history, and so many calls that are still to end, in an order that the seed draws. */
export function createStormWorld({ seed, calls }: { seed: string; calls: number }): World {
  const world = generateWorld({ seed, today: new Date().toISOString().slice(0, 10) });
  const random = createRandom(`${seed}/storm`);
  const known = random.shuffle([...world.calls, ...world.upcomingCalls].filter(({ isPrivate }) => !isPrivate));
  const upcomingCalls = Array.from({ length: calls }, (_, number) => {
    const call = known[number % known.length];
    if (call === undefined) throw new Error('Expected a world with calls, found none.');
    const round = Math.floor(number / known.length);
    if (round === 0) return call;
    return { ...call, key: `${call.key}-${round}`, gongId: `${BigInt(call.gongId) + BigInt(round) * 10n ** 12n}` };
  });
  return { ...world, calls: [], upcomingCalls };
}
