import type { SophiaWorld } from '#test/sophia-world';
import type { Random } from '../../simulators/world/base/random.ts';
import type { Crew } from './open-crew.ts';
import type { People } from './open-people.ts';
import type { Aftermath } from './read-aftermath.ts';
import type { SlackWay, StormVendors } from './storm-vendors.ts';

export interface StormOptions {
  readonly world: SophiaWorld;
  readonly seed: string;
  readonly calls: number;
  readonly kills: number;
  /** How many processes Sophia is; more than one needs a database server. */
  readonly processes: number;
  readonly slack: SlackWay;
  /** Out of so many calls one never gets its transcript. */
  readonly lostEvery: number;
  /** How long is waited for everything to come to rest after the last kill. */
  readonly quietMs: number;
  /** How long nothing must be written anywhere before it is looked whether everything is done. */
  readonly idleMs: number;
  readonly note: (line: string) => void;
  /** Takes what a process of Sophia has logged once it has ended. */
  readonly keepLog?: (text: string) => void;
  /** Takes what was there at the end, where a check failed. */
  readonly keepAftermath?: (aftermath: Aftermath) => void;
}

/** A storm under way. */
export interface Storm extends StormOptions {
  readonly vendors: StormVendors;
  readonly crew: Crew;
  readonly people: People;
  readonly random: Random;
  readonly ended: string[];
  /** The calls whose transcripts never come. */
  readonly lost: string[];
  /** The calls that are private. */
  readonly hidden: string[];
  /** The calls that were made private after they had ended. */
  readonly turned: string[];
  /** The calls that were deleted in Gong. */
  readonly vanished: string[];
}
