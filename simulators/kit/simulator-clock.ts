import { z } from 'zod';

/** What `POST /_control/clock` takes: a moment from which time goes on (or stands still), or a leap ahead. */
export const ClockSetting = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }).nullable(), frozen: z.boolean().default(false) }),
  z.strictObject({ advanceMs: z.int().min(0) }),
]);
export type ClockSetting = z.infer<typeof ClockSetting>;

export const SavedClock = z.strictObject({ offsetMs: z.number(), frozenAtMs: z.number().nullable() });
export type SavedClock = z.infer<typeof SavedClock>;

export interface SimulatorClock {
  now(): Date;
  set(setting: ClockSetting): void;
  save(): SavedClock;
}

/** The machine's clock, unless it was told otherwise. */
export function createSimulatorClock(saved: SavedClock = { offsetMs: 0, frozenAtMs: null }): SimulatorClock {
  let { offsetMs, frozenAtMs } = saved;
  return {
    now: () => new Date(frozenAtMs ?? machineNowMs() + offsetMs),
    set: (setting) => {
      if ('advanceMs' in setting) {
        if (frozenAtMs === null) offsetMs += setting.advanceMs;
        else frozenAtMs += setting.advanceMs;
        return;
      }
      const targetMs = setting.now === null ? null : Date.parse(setting.now);
      frozenAtMs = setting.frozen ? (targetMs ?? machineNowMs()) : null;
      offsetMs = targetMs === null ? 0 : targetMs - machineNowMs();
    },
    save: () => ({ offsetMs, frozenAtMs }),
  };
}

function machineNowMs(): number {
  // oxlint-disable-next-line sophia/no-wall-clock -- a simulator is a program of its own and has no context
  return Date.now();
}
