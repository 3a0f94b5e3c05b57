import { generateWorld } from '../index.ts';
import type { World } from '../schema.ts';

const worlds = new Map<string, World>();

/** The day that the tests see the world from. */
export const today = '2026-11-27';

export const seeds: readonly string[] = ['first', 'second', 'third'];

/** One world a seed for all test files of a process; nobody may change it. */
export function sharedWorld(seed: string): World {
  const world = worlds.get(seed) ?? generateWorld({ seed, today });
  worlds.set(seed, world);
  return world;
}
